using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>A text with merge tags, read once and rendered for any number of people.</summary>
public sealed class MergeTagTemplate
{
    private readonly string _source;

    private MergeTagTemplate(string source, ImmutableArray<MergeTagToken> tokens)
    {
        var parser = new MergeTagParser(tokens);
        _source = source;
        Nodes = parser.Parse();
        Errors = parser.Errors;
        Tags = [.. tokens.Where(token => token.IsTag).Select(token => new MergeTagUse(token.Text, token.Offset, token.Length))];
    }

    /// <summary>The text in pieces; blocks hold theirs.</summary>
    public ImmutableArray<MergeTagNode> Nodes { get; }

    /// <summary>Every tag of the text in its order, those in branches that nobody sees included.</summary>
    public ImmutableArray<MergeTagUse> Tags { get; }

    /// <summary>
    /// Blocks that do not open and close as they must, in order. A template with errors renders as its own source.
    /// </summary>
    public ImmutableArray<MergeTagError> Errors { get; }

    /// <summary>Reads a text. Anything is a text: what is not a tag stands for itself.</summary>
    public static MergeTagTemplate Parse(string source) => new(source, MergeTagSyntax.Scan(source));

    /// <summary>Reads a text whose tags do not stand in it as such, because something stands for each of them.</summary>
    /// <param name="source">The text.</param>
    /// <param name="tokens">Its pieces in order, without a gap.</param>
    public static MergeTagTemplate Of(string source, ImmutableArray<MergeTagToken> tokens) => new(source, tokens);

    /// <summary>Renders the text for one person. Values are never read as tags again.</summary>
    public RenderedMergeTags Render(MergeTagContext context)
    {
        if (!Errors.IsEmpty)
            return new RenderedMergeTags(_source, [], Errors);
        var evaluation = new MergeTagEvaluation(context);
        evaluation.Write(Nodes);
        return new RenderedMergeTags(evaluation.Text, evaluation.Warnings, []);
    }

    /// <summary>
    /// The text as one person sees it, with whatever a caller writes in the place of each tag. What an unclosed block holds is there.
    /// </summary>
    /// <param name="context">Decides the conditions.</param>
    /// <param name="tag">What stands in the place of a tag.</param>
    public string Render(MergeTagContext context, Func<TagNode, string> tag)
    {
        var evaluation = new MergeTagEvaluation(context);
        var result = new StringBuilder(_source.Length);
        Append(Nodes);
        return result.ToString();

        void Append(ImmutableArray<MergeTagNode> nodes)
        {
            foreach (var node in nodes)
            {
                if (node is LiteralNode literal)
                    result.Append(literal.Text);
                else if (node is TagNode value)
                    result.Append(tag(value));
                else if (node is BlockNode block && evaluation.Choose(block) is { } arm)
                    Append(arm.Nodes);
            }
        }
    }
}

/// <summary>A merge tag where it stands in a text.</summary>
/// <param name="Name">What stands between <c>*|</c> and <c>|*</c>.</param>
/// <param name="Offset">Where the tag begins, counted in characters from 0.</param>
/// <param name="Length">How many characters of the text it takes.</param>
public sealed record MergeTagUse(string Name, int Offset, int Length)
{
    /// <summary>The tag with its delimiters.</summary>
    public string Text => $"*|{Name}|*";
}
