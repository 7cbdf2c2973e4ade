using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Figures;

/// <summary>
/// Reads a figure by the grammar of Scriban's expressions: members, indexers, arithmetic, comparisons, pipes. Statements,
/// assignments and functions of the author's own are refused: a figure says what it is and does nothing.
/// </summary>
internal static class FigureSyntax
{
    private static readonly ParserOptions Options = new() { ExpressionDepthLimit = 50 };
    private static readonly LexerOptions ExpressionOnly = new() { Mode = ScriptMode.ScriptOnly };

    /// <summary>The expression.</summary>
    /// <exception cref="FigureException">It is none.</exception>
    public static ScriptExpression Parse(string text)
    {
        var template = Template.Parse(text, null, Options, ExpressionOnly);
        if (template.HasErrors)
        {
            var message = template.Messages[0];
            var at = message.Span.Start.Offset is >= 0 and var offset ? offset : text.Length;
            throw new FigureException(FigureRules.NotAnExpression, at, $"\"{text}\" cannot be read: {Plain(message.Message)}.", "Name a value and its format: {{ query.first.column | num0 }}.");
        }
        ScriptStatement[] statements = [.. template.Page?.Body?.Statements ?? []];
        if (statements is not [ScriptExpressionStatement { Expression: { } expression }])
        {
            throw new FigureException(FigureRules.NotAnExpression, 0, $"\"{text}\" is not one value.", "A figure holds one expression; logic belongs in the SQL.");
        }
        return expression;
    }

    private static string Plain(string message)
    {
        var plain = message.Replace("<input>", "", StringComparison.Ordinal).Trim(' ', '.', ':');
        var colon = plain.IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0 && plain.StartsWith("Error while", StringComparison.Ordinal)) plain = plain[(colon + 2)..];
        return plain.Length == 0 ? "it is not an expression" : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}
