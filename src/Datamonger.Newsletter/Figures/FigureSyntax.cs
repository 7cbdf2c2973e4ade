using System.Collections.Immutable;
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
    private static readonly ImmutableArray<string> Statements =
    [
        "for",
        "if",
        "while",
        "func",
        "case",
        "capture",
        "with",
        "wrap",
        "import",
        "tablerow",
        "ret",
        "readonly",
        "end",
        "else",
        "break",
        "continue",
    ];
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
            if (Statements.Contains(text.Split(' ')[0]))
                throw NotOneValue(text);
            var at = Math.Min(message.Span.Start.Offset is >= 0 and var offset ? offset : text.Length, text.Length);
            var reason =
                at >= text.TrimEnd().Length || message.Message.Contains("<eof>", StringComparison.Ordinal)
                    ? "it ends too early"
                    : $"it cannot go on with \"{text[at..]}\"";
            throw new FigureException(
                FigureRules.NotAnExpression,
                at,
                $"\"{text}\" cannot be read: {reason}.",
                "Name a value and its format: {{ query.first.column | num0 }}."
            );
        }
        ScriptStatement[] statements = [.. template.Page?.Body?.Statements ?? []];
        if (statements is not [ScriptExpressionStatement { Expression: { } expression }])
        {
            throw NotOneValue(text);
        }
        return expression;
    }

    private static FigureException NotOneValue(string text) =>
        new(FigureRules.NotAnExpression, 0, $"\"{text}\" is not one value.", "A figure holds one expression; logic belongs in the SQL.");
}
