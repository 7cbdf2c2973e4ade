using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CsCheck;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>
/// Whatever stands in a cell of the data, readers see it as text: in the email, its text part, the web page and the CSV files.
/// </summary>
[Trait("Category", "Hostile")]
public sealed partial class HostileCellTests : IDisposable
{
    private static readonly string[] Attacks =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover=alert(1) x='",
        "<svg/onload=alert(1)>",
        "</td></tr></table>",
        "<!--[if mso]>",
        "-->",
        "<b>",
        "&lt;b&gt;",
        "&#60;b&#62;",
        "&",
        "*|UNSUB|*",
        "*|IF:FNAME|*",
        "*|",
        "|*",
        "&#42;|FNAME|&#42;",
        "<<First Name>>",
        "{{ 1 + 1 }}",
        "{{ include 'x' }}",
        "{%",
        "**bold**",
        "_it_",
        "`code`",
        "# head",
        "[x](javascript:alert(1))",
        "![x](data:x)",
        "<https://example.org>",
        "https://example.org/x",
        "| a | b |",
        "::: callout",
        "[[toc]]",
        "[^1]",
        "~~no~~",
        "- item",
        "> quote",
        "```",
        "\\",
        "=1+1",
        "+1",
        "@SUM(A1)",
        "-2+3",
        "\t",
        "\"",
        "'",
        ",",
        ";",
        "%20",
        "$1",
        "$&",
        "a",
        "Lambeth",
        " ",
        "é",
        "x",
    ];

    private static readonly Gen<string> Cells = Gen.Int[0, Attacks.Length - 1]
        .Select(index => Attacks[index])
        .Array[1, 5]
        .Select(parts => string.Concat(parts))
        .Where(text => text.Trim().Length > 0 && text.Any(char.IsLetter));

    private readonly TestNewsletter _newsletter = new TestNewsletter().Body(
        """
        Dear <<First Name>>,

        ## About {{ hostile.first.name }}

        It is **{{ hostile.first.name }}**, [{{ hostile.first.name }}](https://example.org/x), and `code`.

        | Name | {{ hostile.first.name }} |
        | --- | --- |
        | {{ hostile.first.name }} | 1 |

        ::: callout About {{ hostile.first.name }}
        It is {{ hostile.first.name | capitalise }}.
        :::

        ```sql hostile
        select id, name, size from cells order by id
        ```

        ```table
        data: hostile
        caption: About {{ hostile.first.name }}
        note: It is {{ hostile.first.name }}
        ```

        ```chart bar
        data: hostile
        x: name
        y: size
        sort: none
        render: cells
        title: It is {{ hostile.first.name }}
        ```

        ```chart line
        data: hostile
        x: id
        y: size
        title: It is {{ hostile.first.name }}
        alt: A line of {{ hostile.first.name }}
        ```

        ```list releases
        data: hostile
        title: About {{ hostile.first.name }}
        columns: {title: name}
        ```
        """
    );

    [Fact]
    public async Task Nothing_of_a_cell_survives_as_markup_or_as_a_merge_tag()
    {
        var plain = await BuildAsync("plain words");
        await Cells.SampleAsync(
            async cell =>
            {
                var build = await BuildAsync(cell);
                Assert.Equal(Shape(plain.Email.Html), Shape(build.Email.Html));
                Assert.Equal(Shape(plain.Email.Web), Shape(build.Email.Web));
                Assert.Equal(Tags(plain.Email.Html), Tags(build.Email.Html));
                Assert.Equal(Tags(plain.Email.Text), Tags(build.Email.Text));
                Assert.Equal(Tags(plain.Email.Web), Tags(build.Email.Web));
                foreach (
                    var line in build.Email.DataFiles.SelectMany(file =>
                        System.Text.Encoding.UTF8.GetString(file.Bytes.AsSpan()).Split('\n')
                    )
                )
                    Assert.DoesNotMatch(Formula(), line);
            },
            iter: 60,
            threads: 1
        );
    }

    [Theory]
    [InlineData("*|PHONE|*")]
    [InlineData("*|IF:FNAME|*")]
    [InlineData("*|HTML:x|*")]
    public async Task A_merge_tag_in_a_cell_is_refused(string cell)
    {
        var build = await BuildAsync(cell);
        Assert.Contains(build.Diagnostics, found => found.Rule.Code == "DM405");
        Assert.DoesNotContain(cell, build.Email.Html + build.Email.Text + build.Email.Web + build.Email.Subject, StringComparison.Ordinal);
    }

    public void Dispose() => _newsletter.Dispose();

    private async Task<IssueBuild> BuildAsync(string cell)
    {
        var text = JsonSerializer.Serialize(cell);
        _newsletter.Dataset(
            "cells.json",
            $$"""[{"id": 1, "name": {{text}}, "size": 3}, {"id": 2, "name": "plain other", "size": 5}, {"id": 3, "name": "plain third", "size": 4}]"""
        );
        return await _newsletter.BuildAsync();
    }

    // Elements with the names of their attributes: what markup a document has, whatever its words.
    private static string Shape(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return string.Join(
            '\n',
            document.All.Select(element =>
                $"{element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => attribute.Name))}"
            )
        );
    }

    private static string Tags(string text) => string.Join(' ', Tag().Matches(text).Select(match => match.Value));

    [GeneratedRegex(@"\*\|[^|\r\n]{1,300}\|\*")]
    private static partial Regex Tag();

    // Every cell stands in quotes, so a cell begins behind a quote that begins the line or follows quote and comma.
    [GeneratedRegex("""(^|",)"[=+@\t]""")]
    private static partial Regex Formula();
}
