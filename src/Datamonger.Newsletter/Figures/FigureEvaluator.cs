using System.Collections.Immutable;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Figures;

/// <summary>Gives every figure of an issue its value, with the cells and datasets it comes from.</summary>
public static class FigureEvaluator
{
    /// <summary>Evaluates the figures of the prose and of every text. One that has no value is reported, and stands as <see cref="Figure.Missing"/>.</summary>
    public static IssueFigures Evaluate(Issue issue, QueryTables tables, DiagnosticBag diagnostics)
    {
        var expressions = issue.Figures.Concat(issue.Texts.SelectMany(text => text.Figures)).Distinct();
        return new IssueFigures([.. expressions.Select(expression => Evaluate(expression, tables, issue.FrontMatter.Language, diagnostics))]);
    }

    private static Figure Evaluate(FigureExpression expression, QueryTables tables, Language language, DiagnosticBag diagnostics)
    {
        var missing = new Figure(expression, Figure.Missing);
        if (expression.Expression.Length == 0) return missing;
        var evaluation = new FigureEvaluation(tables, language);
        try
        {
            var value = evaluation.Run(expression.Expression);
            return new Figure(expression, value.Printed ?? ValueFormat.Plain(value.Value, language)!)
            {
                Value = value.Value,
                Queries = [.. evaluation.Queries.Select(query => query.Query.Name)],
                Cells = [.. evaluation.Cells],
                Datasets = [.. evaluation.Queries.SelectMany(query => query.Datasets).DistinctBy(dataset => dataset.Name).OrderBy(dataset => dataset.Name, StringComparer.Ordinal)],
                Citation = evaluation.Citation,
            };
        }
        catch (FigureException e)
        {
            diagnostics.Add(e.Rule, expression.Location with { Column = expression.Location.Column + e.Offset }, e.Message, e.Hint);
            return missing;
        }
        catch (FailedQueryException)
        {
            return missing;
        }
    }
}
