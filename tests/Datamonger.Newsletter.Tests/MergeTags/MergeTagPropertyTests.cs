using AngleSharp.Html.Parser;
using CsCheck;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Tests.MergeTags;

public sealed class MergeTagPropertyTests
{
    /// <summary>Texts made of what matters to tags and to HTML, so that accidents are likely.</summary>
    private static readonly Gen<string> Pieces = Gen.OneOf(
            Gen.OneOf(
                "*",
                "|",
                "*|",
                "|*",
                "*|FNAME|*",
                "*|UNSUB|*",
                "*|HTML:BIO|*",
                "*|IF:FNAME|*",
                "*|ELSE:|*",
                "*|END:IF|*",
                "IF:",
                "<",
                ">",
                "\"",
                "'",
                "&",
                "&lt;",
                "<b>",
                "</p>",
                "<script>",
                "&#42;",
                "\n",
                "é",
                "純",
                "𝛂"
            ),
            Gen.String[Gen.Char[' ', '~'], 0, 6]
        )
        .List[0, 12]
        .Select(string.Concat);

    [Fact]
    public void No_value_becomes_a_tag_or_markup() =>
        Pieces.Sample(value =>
        {
            var html = MergeTagRenderer.Render("<p title=\"*|BIO|*\" lang='*|BIO|*'>*|BIO|*</p>", MergeTagFixture.With("BIO", value)).Text;

            var paragraph = Assert.Single(new HtmlParser().ParseDocument(html).Body!.Children);
            // A parser turns line ends into one kind and drops nothing else.
            Assert.Equal(value.ReplaceLineEndings("\n"), paragraph.TextContent);
            Assert.Equal(value.ReplaceLineEndings("\n"), paragraph.GetAttribute("title"));
            Assert.Equal(value.ReplaceLineEndings("\n"), paragraph.GetAttribute("lang"));
            Assert.Empty(paragraph.Children);
            Assert.Equal(2, paragraph.Attributes.Length);
        });

    [Fact]
    public void A_value_stands_in_the_text_part_as_it_is() =>
        Pieces.Sample(value =>
            Assert.Equal(
                $"[{value}]",
                MergeTagRenderer.Render("[*|BIO|*]", MergeTagFixture.With("BIO", value) with { Part = MergeTagTarget.Text }).Text
            )
        );

    [Fact]
    public void Two_values_side_by_side_do_not_form_a_tag() =>
        Gen.Select(Pieces, Pieces)
            .Sample(
                (left, right) =>
                {
                    var context = MergeTagFixture.With("FNAME", left + "*|UN") with { Part = MergeTagTarget.Text };
                    context = context with { Values = context.Values.SetItem("PLAN", "SUB|*" + right) };
                    Assert.Equal($"{left}*|UNSUB|*{right}", MergeTagRenderer.Render("*|FNAME|**|PLAN|*", context).Text);
                }
            );

    [Fact]
    public void Any_text_is_read_and_either_has_errors_or_is_rendered() =>
        Pieces.Sample(template =>
        {
            var result = MergeTagRenderer.Render(template, MergeTagFixture.Ada);
            if (result.Errors.Length > 0)
                Assert.Equal(template, result.Text);
            Assert.All(result.Errors, error => Assert.InRange(error.Tag.Offset, 0, template.Length - 1));
            Assert.All(result.Warnings, warning => Assert.InRange(warning.Offset, 0, template.Length - 1));
        });

    [Fact]
    public void A_text_without_a_tag_is_left_alone() =>
        Pieces
            .Where(template => MergeTagTemplate.Parse(template) is { Tags.IsEmpty: true })
            .Sample(template => Assert.Equal(template, MergeTagRenderer.Render(template, MergeTagFixture.Ada).Text));
}
