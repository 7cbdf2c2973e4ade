using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.MergeTags;

/// <summary>A text with merge tags, read once and rendered for any number of people.</summary>
public sealed class MergeTagTemplate
{
    private readonly ImmutableArray<MergeTagNode> _nodes;
    private readonly string _source;

    private MergeTagTemplate(string source, ImmutableArray<MergeTagNode> nodes, ImmutableArray<MergeTagUse> tags, ImmutableArray<MergeTagError> errors)
    {
        _source = source;
        _nodes = nodes;
        Tags = tags;
        Errors = errors;
    }

    /// <summary>Every tag of the text in its order, those in branches that nobody sees included.</summary>
    public ImmutableArray<MergeTagUse> Tags { get; }

    /// <summary>Blocks that do not open and close as they must. A template with errors renders as its own source.</summary>
    public ImmutableArray<MergeTagError> Errors { get; }

    /// <summary>Reads a text. Anything is a text: what is no tag stands for itself.</summary>
    public static MergeTagTemplate Parse(string source)
    {
        var tokens = MergeTagScanner.Scan(source);
        var parser = new MergeTagParser(tokens);
        var nodes = parser.Parse();
        return new MergeTagTemplate(source, nodes, [.. tokens.Where(token => token.IsTag).Select(token => new MergeTagUse(token.Text, token.Offset))], parser.Errors);
    }

    /// <summary>Renders the text for one person. Values are never read as tags again.</summary>
    public RenderedMergeTags Render(MergeTagContext context)
    {
        if (!Errors.IsEmpty) return new RenderedMergeTags(_source, [], Errors);
        var evaluation = new MergeTagEvaluation(context);
        evaluation.Write(_nodes);
        return new RenderedMergeTags(evaluation.Text, evaluation.Warnings, []);
    }
}

/// <summary>A merge tag as it stands in a text.</summary>
/// <param name="Name">What stands between <c>*|</c> and <c>|*</c>.</param>
/// <param name="Offset">Where the tag begins, counted in characters from 0.</param>
public sealed record MergeTagUse(string Name, int Offset);
