using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Nothing in the text looks like a tag that did not become one.</summary>
internal sealed partial class TagsAreWhole : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM554", Severity.Error, "Something that looks like a tag and is none");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-05, MRG-12",
            "Every subscriber reads it as it stands.",
            "Write *|NAME|* in capitals without blanks, <<Label>> for a merge field, {{ query.first.column }} for a figure; put "
                + "examples into `code`.",
            "Mailchimp, merge tags: no markup or blanks between the delimiters"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var tags = context.Email.MergeTags.Select(tag => tag.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var text in context.Texts)
        {
            if (text.IsCode)
                continue;
            foreach (Match match in Remains().Matches(WithoutTags(text.Text, tags)))
            {
                // A bar that a value of the data brought was reported where it came from (DM405).
                var written = match.Value.Replace('│', '|');
                var place = context.PlaceOf(text.Parent, written);
                if (match.Value.Contains('│', StringComparison.Ordinal) && place == context.PlaceOf(text.Parent))
                    continue;
                diagnostics.Add(Rule, place, $"\"{written}\" looks like a tag, but goes out as it stands.", Hint(written));
            }
        }
        foreach (var link in context.Links.Where(link => Encoded().IsMatch(link.Href)))
            diagnostics.Add(
                Rule,
                link.Location,
                $"{link.Name} has a merge tag in its address whose bars are encoded: Mailchimp does not see it.",
                "Write *|NAME|* in the address."
            );
    }

    // What became a tag is taken out of sight.
    private static string WithoutTags(string text, HashSet<string> tags) =>
        text.Contains("*|", StringComparison.Ordinal)
            ? MergeTagSyntax.Tag().Replace(text, tag => tags.Contains(tag.Value) ? new string(' ', tag.Length) : tag.Value)
            : text;

    private static string Hint(string written) =>
        written switch
        {
            ['{', '{', ..] or ['{', '%', ..] =>
                "A figure is {{ query.first.column }}, closed on its line; other templates do not run here.",
            ['{', .., '}'] when written.Contains('.', StringComparison.Ordinal) =>
                $"A figure stands in two braces: {{{{ {written.Trim('{', '}').Trim()} }}}}.",
            ['[', _, .., ']'] when !written.StartsWith("[[", StringComparison.Ordinal) =>
                "Write <<Label>> with the label of a merge field of newsletter.yml: <<First Name>>.",
            ['<', ..] or ['«', ..] => "Write <<Label>> with the label of a merge field of newsletter.yml.",
            ['[', ..] => "Write [[toc]], [[mine]] or [[issue:slug]] on one line.",
            _ => "Write *|NAME|* in capitals, without blanks. A fallback goes under merge_fields in newsletter.yml.",
        };

    // Blanks or a fallback inside a tag, its stars missing, the tags of other programs, what of ours was not read.
    [GeneratedRegex(
        @"\*\s*[|│]\s*[A-Za-z][\w:]*(?:[|│][^|│*\n]*)?\s*[|│]\s*\*|(?<![\w|*│])[|│][A-Z][A-Z0-9_:]{2,}[|│](?:[^|│*\n]*[|│])?(?![\w|*│])|\{\{|\{%.*?%\}|\{%|%\}|<<\s*[A-Za-z][\w ]*\s*>>|«[A-Z_]{3,}»|\$\{\w+\}|%%[A-Za-z_]+%%|\[\[\w+(?::[^\]\n]*)?\]\]"
            + @"|\[(?:(?:[Ff]irst|[Ll]ast|[Ss]ur|[Ff]ull|[Yy]our|[Ff]amily)[ _-]?)?[Nn]ame\]|\[(?:FIRST|LAST|FULL)?[ _]?NAME\]"
            + @"|\{[A-Z][A-Z0-9_]{2,}\}|(?<![%\w])%[A-Z][A-Z0-9_]{2,}%(?![%\w])"
            + @"|(?<!\{)\{\s*\w+(?:\.\w+)+\s*(?:\|[^{}\n]*)?\}(?!\})"
    )]
    private static partial Regex Remains();

    [GeneratedRegex(@"(\*|%2A)%7C[A-Za-z:_]+%7C(\*|%2A)", RegexOptions.IgnoreCase)]
    private static partial Regex Encoded();
}
