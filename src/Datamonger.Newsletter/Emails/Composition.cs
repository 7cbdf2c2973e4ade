using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Images;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Emails.Text;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Emails;

/// <summary>Which part of an issue's output is being made.</summary>
internal enum EmailPart
{
    /// <summary>The HTML of the message.</summary>
    Html,

    /// <summary>Its text.</summary>
    Text,

    /// <summary>The page of the archive.</summary>
    Web,
}

/// <summary>What making one part of an email needs: what the stages before gave, and how their values are printed.</summary>
internal sealed record Composition(
    EmailPart Part,
    Issue Issue,
    QueryTables Tables,
    IssueFigures Figures,
    IssueCharts Charts,
    NewsletterSettings Settings,
    MergeTagMask Mask,
    DiagnosticBag Diagnostics
)
{
    /// <summary>The pictures of the text by their address in the Markdown.</summary>
    public ImmutableDictionary<string, PictureFile> Pictures { get; init; } = ImmutableDictionary<string, PictureFile>.Empty;

    /// <summary>The pictures of its templates' folder.</summary>
    public TemplatePictures? TemplatePictures { get; init; }

    /// <summary>Draws partials; null draws bare Markdown.</summary>
    public TemplateRenderer? Templates { get; init; }

    /// <summary>Whose figures are printed; null prints those of every edition, as a conditional.</summary>
    public Edition? Edition { get; init; }

    /// <summary>Takes the conditionals of the text part while its lines are laid out; null where they stand as they are.</summary>
    public HeldConditionals? Held { get; init; }

    /// <summary>This for what is drawn in one piece: the default's, where the message cannot hold it once an edition.</summary>
    public Composition Drawn =>
        Edition is null && Figures.Editions is { AreDrawn: false, Default: { } otherwise } ? this with { Edition = otherwise } : this;

    /// <summary>Which addresses go out.</summary>
    public AddressPolicy Addresses { get; } = new(Settings);

    /// <summary>Language of numbers and dates.</summary>
    public Language Language => Issue.FrontMatter.Language;

    /// <summary>A text with its figures printed and its merge tags masked. Not escaped.</summary>
    public string Print(BoundText text) =>
        string.Concat(
            text.Parts.Select(
                (part, index) =>
                    part switch
                    {
                        LiteralPart literal => literal.Text,
                        FigurePart figure => Print(figure.Figure, Literal(text, index - 1), Literal(text, index + 1)),
                        MergeTagPart tag => Mask.Mask(tag.Tag),
                        _ => "",
                    }
            )
        );

    /// <summary>
    /// An address with its figures printed and its merge tags masked. Not escaped for HTML. A figure that the address begins with is an
    /// address itself; any other is a value in it, and is encoded as one.
    /// </summary>
    public string Address(BoundText address) =>
        string.Concat(
            address.Parts.Select(
                (part, index) =>
                    part switch
                    {
                        LiteralPart literal => literal.Text,
                        FigurePart figure => AddressOf(figure.Figure, isWhole: index == 0),
                        MergeTagPart tag => Mask.Mask(tag.Tag),
                        _ => "",
                    }
            )
        );

    // Mailchimp rewrites addresses to count clicks, so none may hold a condition.
    private string AddressOf(FigureExpression expression, bool isWhole)
    {
        var figure = Figures.Find(expression);
        var edition = Edition ?? Figures.Editions?.Default;
        if (!figure.Personal.IsEmpty && Part is not EmailPart.Web)
            Diagnostics.Add(
                EmailRules.PersonalAddress,
                expression.Location,
                $"{expression} differs between subscribers, and an address is the same for all of them.",
                "Link to their own page with [[mine]], or take the figure out of the address."
            );
        var own = edition is null ? null : figure.ValueIn(edition);
        var text = InAddress(own?.Value ?? figure.Value, expression) ?? own?.Text ?? figure.Text;
        return isWhole ? MergeTagMask.Blunt(text) : Uri.EscapeDataString(text);
    }

    // A value that no format was asked for goes in as it is, without the separators that readers like.
    private static string? InAddress(object? value, FigureExpression expression) =>
        expression.Expression.Contains('|', StringComparison.Ordinal) ? null
        : value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value is DateTime moment ? moment.ToString("s", CultureInfo.InvariantCulture)
        : value is decimal number ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : (value as IFormattable)?.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>
    /// A figure as printed; a personal one as the conditional that shows each subscriber their own, and on the archive's page of nobody in
    /// particular as the default.
    /// </summary>
    /// <param name="before">The words in front of it, with which it must not make a merge tag.</param>
    /// <param name="after">The words behind it.</param>
    public string Print(FigureExpression expression, string before = "", string after = "")
    {
        var figure = Figures.Find(expression);
        return figure.Personal.IsEmpty ? Printed(figure.Text) : Each(expression.Location, edition => Printed(figure.TextIn(edition)));

        string Printed(string text)
        {
            var around = string.Concat(before.AsSpan(Math.Max(0, before.Length - 2)), text, after.AsSpan(0, Math.Min(2, after.Length)));
            if (MergeTagMask.HasDelimiter(around))
                ReportTag(expression.Location, $"The figure {{{{ {expression.Expression} }}}}");
            return MergeTagMask.Blunt(text);
        }
    }

    /// <summary>
    /// What each subscriber sees of their own, as a conditional; on a page, or where one edition is asked for, that one's.
    /// </summary>
    /// <param name="location">Where it stands.</param>
    /// <param name="text">What an edition says. The issue is personal.</param>
    public string Each(SourceLocation location, Func<Edition, string> text)
    {
        if ((Edition ?? (Part is EmailPart.Web ? Figures.Editions!.Default : null)) is { } edition)
            return text(edition);
        var conditional = Conditional.Of(this, location, text);
        return Held?.Hold(conditional, text(Figures.Editions!.Default).Length) ?? conditional;
    }

    /// <summary>
    /// A text that comes from data. It is printed as text whatever it says; one that would act as a merge tag is reported.
    /// </summary>
    /// <param name="what">What it is, for the message: "Row 3 of column name".</param>
    public string Data(string? text, SourceLocation location, string what)
    {
        if (text is null)
            return "";
        if (!MergeTagMask.HasDelimiter(text))
            return text;
        ReportTag(location, what);
        return MergeTagMask.Blunt(text);
    }

    private void ReportTag(SourceLocation location, string what) =>
        Diagnostics.Add(
            EmailRules.TagFromData,
            location,
            $"{what} holds *| or |*, which Mailchimp would read as a merge tag.",
            "It is printed with another bar. Take the signs out of the data or the query."
        );

    private static string Literal(BoundText text, int index) =>
        index >= 0 && index < text.Parts.Length && text.Parts[index] is LiteralPart literal ? literal.Text : "";
}
