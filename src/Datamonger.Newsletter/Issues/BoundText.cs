using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>A figure as the author wrote it: <c>{{ applications.last.applications | num0 }}</c>.</summary>
/// <remarks>Compared by identity: the same words twice are two figures.</remarks>
public sealed class FigureExpression(string expression, SourceLocation location)
{
    /// <summary>What stands between the braces, without the outer blanks.</summary>
    public string Expression { get; } = expression;

    /// <summary>Where the expression begins.</summary>
    public SourceLocation Location { get; } = location;

    /// <inheritdoc/>
    public override string ToString() => $"{{{{ {Expression} }}}}";
}

/// <summary>A merge tag of Mailchimp, as it goes out: <c>*|FNAME|*</c>.</summary>
/// <param name="Text">The tag with its delimiters, byte for byte.</param>
/// <param name="Location">Where it (or the friendly form it comes from) begins.</param>
/// <param name="Fallback">The fallback of a friendly tag, <c>&lt;&lt;First Name|colleague&gt;&gt;</c>; null when it has none.</param>
public sealed record MergeTag(string Text, SourceLocation Location, string? Fallback = null)
{
    /// <summary>What stands between the delimiters.</summary>
    public string Name => Text[2..^2];
}

/// <summary>A piece of a text that may hold figures and merge tags.</summary>
public abstract record TextPart;

/// <summary>Plain words.</summary>
public sealed record LiteralPart(string Text) : TextPart;

/// <summary>A figure.</summary>
public sealed record FigurePart(FigureExpression Figure) : TextPart;

/// <summary>A merge tag.</summary>
public sealed record MergeTagPart(MergeTag Tag) : TextPart;

/// <summary>A text outside the Markdown (subject, chart title, alt, caption) with the figures and merge tags it holds.</summary>
public sealed record BoundText(ImmutableArray<TextPart> Parts, SourceLocation Location)
{
    /// <summary>A text of plain words.</summary>
    public static BoundText Of(string text, SourceLocation location) => new(text.Length == 0 ? [] : [new LiteralPart(text)], location);

    /// <summary>The figures in it, in order.</summary>
    public IEnumerable<FigureExpression> Figures => Parts.OfType<FigurePart>().Select(part => part.Figure);

    /// <summary>The merge tags in it, in order.</summary>
    public IEnumerable<MergeTag> MergeTags => Parts.OfType<MergeTagPart>().Select(part => part.Tag);

    /// <summary>As the author wrote it.</summary>
    public override string ToString() =>
        string.Concat(
            Parts.Select(part =>
                part switch
                {
                    LiteralPart literal => literal.Text,
                    FigurePart figure => figure.Figure.ToString(),
                    MergeTagPart tag => tag.Tag.Text,
                    _ => "",
                }
            )
        );
}
