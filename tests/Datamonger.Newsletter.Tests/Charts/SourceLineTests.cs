using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Tests.Charts;

public sealed class SourceLineTests
{
    private static readonly Dataset Fostering = new("fostering", "content/datasets/fostering.csv", SourceLocation.StartOf("datasets.yml"))
    {
        Title = "Fostering in England",
        Publisher = "Ofsted",
        Released = new DateOnly(2017, 2, 28),
        Retrieved = new DateOnly(2017, 3, 6),
    };

    [Fact]
    public void Publisher_release_and_retrieval_are_named() =>
        Assert.Equal(
            "Source: Ofsted, Fostering in England (28 February 2017, retrieved 6 March 2017)",
            SourceLine.For(null, [Fostering], Language.BritishEnglish)
        );

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Assert.Equal(
            "Source: Ofsted, Fostering in England (retrieved 6 March 2017)",
            SourceLine.For(null, [Fostering with { Released = null }], Language.BritishEnglish)
        );
        Assert.Equal(
            "Source: Ofsted, Fostering in England",
            SourceLine.For(null, [Fostering with { Released = null, Retrieved = null }], Language.BritishEnglish)
        );
        Assert.Null(SourceLine.For(null, [Fostering with { Title = null, Publisher = null }], Language.BritishEnglish));
    }

    [Fact]
    public void Two_tables_of_one_release_are_one_source_and_two_releases_are_two()
    {
        Assert.Equal(
            SourceLine.For(null, [Fostering], Language.BritishEnglish),
            SourceLine.For(null, [Fostering, Fostering with { Name = "places" }], Language.BritishEnglish)
        );
        Assert.StartsWith(
            "Sources: Ofsted, Fostering in England (28 February 2017, retrieved 6 March 2017); DfE, Children",
            SourceLine.For(
                null,
                [Fostering, Fostering with { Name = "c", Publisher = "DfE", Title = "Children" }],
                Language.BritishEnglish
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_author_s_own_line_stands_but_cannot_hide_that_figures_are_made_up() =>
        Assert.Equal(
            "Source: ours (illustrative figures)",
            SourceLine.For("ours.", [Fostering with { Illustrative = true }], Language.BritishEnglish)
        );
}
