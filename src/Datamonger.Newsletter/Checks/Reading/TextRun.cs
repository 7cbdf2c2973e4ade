using System.Collections.Immutable;
using AngleSharp.Dom;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A piece of text that a reader sees.</summary>
internal sealed record TextRun(IText Node, IElement Parent, string Text)
{
    /// <summary>Whether it is an example of code, in which anything may stand.</summary>
    public bool IsCode => Parent.Closest("code, pre") is not null;

    /// <summary>The visible pieces of an email.</summary>
    public static ImmutableArray<TextRun> Of(CheckContext context)
    {
        var runs = ImmutableArray.CreateBuilder<TextRun>();
        if (context.Email.Document.Body is { } body)
            Collect(context, body, runs);
        return runs.ToImmutable();
    }

    /// <summary>A text with its blanks as they are shown.</summary>
    public static string Normalise(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The beginning of a text, as far as a message has room for it.</summary>
    public static string Shorten(string text, int length = 50) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static void Collect(CheckContext context, IElement element, ImmutableArray<TextRun>.Builder runs)
    {
        if (element.LocalName is "style" or "script" || context.Styles.Of(element, "display") == "none")
            return;
        foreach (var child in element.ChildNodes)
        {
            if (child is IElement inner)
                Collect(context, inner, runs);
            else if (child is IText text && !string.IsNullOrWhiteSpace(text.Data))
                runs.Add(new TextRun(text, element, text.Data));
        }
    }
}
