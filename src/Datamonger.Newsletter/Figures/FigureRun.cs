using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Figures;

/// <summary>Evaluates the figures of one issue, those that read <c>mine</c> once an edition.</summary>
internal sealed class FigureRun(QueryTables tables, Language language, bool isPersonal, Editions? editions, DiagnosticBag diagnostics)
{
    // The same words come to the same wherever they stand.
    private readonly Dictionary<string, Figure> _known = new(StringComparer.Ordinal);

    /// <summary>The figure of an expression.</summary>
    public Figure Evaluate(FigureExpression expression)
    {
        if (_known.TryGetValue(expression.Expression, out var known))
            return known with { Expression = expression };
        var figure = diagnostics.Guard(
            "figure",
            $"the figure {{{{ {expression.Expression} }}}}",
            expression.Location,
            () => Read(expression),
            _ => Missing(expression)
        );
        // One that fails is told in each of its places.
        if (figure.Text != Figure.Missing)
            _known[expression.Expression] = figure;
        return figure;
    }

    private Figure Read(FigureExpression expression)
    {
        if (expression.Expression.Length == 0)
            return Missing(expression);
        var evaluation = Start(editions?.Default);
        ScriptExpression? parsed = null;
        try
        {
            parsed = FigureSyntax.Parse(expression.Expression);
            var value = Run(expression, parsed, evaluation);
            return evaluation.IsPersonal && editions is not null ? Personal(expression, parsed, editions) : value;
        }
        catch (FigureException) when (evaluation.IsPersonal && editions is not null)
        {
            return Personal(expression, parsed!, editions);
        }
        catch (FigureException e)
        {
            Report(expression, e, "");
            return Missing(expression);
        }
        catch (FailedQueryException)
        {
            return Missing(expression);
        }
    }

    // A mistake of the expression itself is the same for every key, and is said once.
    private Figure Personal(FigureExpression expression, ScriptExpression parsed, Editions personal)
    {
        var figures = ImmutableArray.CreateBuilder<(Edition Edition, Figure Figure)>();
        var failures = new List<(Edition Edition, FigureException Failure)>();
        foreach (var edition in personal.All)
        {
            try
            {
                figures.Add((edition, Run(expression, parsed, Start(edition))));
            }
            catch (FigureException e)
            {
                failures.Add((edition, e));
            }
            catch (FailedQueryException)
            {
                return Missing(expression);
            }
        }
        // What a hundred keys lack is one mistake, though each lacks it in another row.
        foreach (
            var same in failures.GroupBy(
                failure => personal.AreDrawn ? failure.Failure.Message : $"{failure.Failure.Rule.Code}:{failure.Failure.Offset}",
                StringComparer.Ordinal
            )
        )
        {
            Report(
                expression,
                same.First().Failure,
                same.Count() == personal.All.Length ? "" : $"For {Named([.. same.Select(failure => failure.Edition.Key)])}: "
            );
        }
        if (failures.Count > 0)
            return Missing(expression);
        return figures.First(item => item.Edition == personal.Default).Figure with
        {
            Personal =
            [
                .. figures.Select(item => new PersonalValue(item.Edition.Key, item.Figure.Text, item.Figure.Value)
                {
                    Cells = item.Figure.Cells,
                    Trace = item.Figure.Trace,
                }),
            ],
            Queries = [.. figures.SelectMany(item => item.Figure.Queries).Distinct()],
            Cells = [.. figures.SelectMany(item => item.Figure.Cells).Distinct()],
            Datasets = InOrder(figures.SelectMany(item => item.Figure.Datasets)),
        };
    }

    private FigureEvaluation Start(Edition? edition) =>
        new(tables, language, isPersonal ? new PersonalRow(edition is null ? null : editions?.Query, edition?.Row ?? 0) : null);

    private Figure Run(FigureExpression expression, ScriptExpression parsed, FigureEvaluation evaluation)
    {
        var value = evaluation.Run(parsed, expression.Expression);
        return new Figure(expression, value.Print(language)!)
        {
            Value = value.Value,
            Trace = value.Trace,
            Queries = [.. evaluation.Queries.Select(query => query.Query.Name)],
            Cells = [.. evaluation.Cells],
            Datasets = InOrder(evaluation.Queries.SelectMany(query => query.Datasets)),
            Citation = evaluation.Citation,
        };
    }

    private void Report(FigureExpression expression, FigureException e, string whom) =>
        diagnostics.Add(e.Rule, expression.Location with { Column = expression.Location.Column + e.Offset }, whom + e.Message, e.Hint);

    private static string Named(string[] keys) =>
        keys.Length <= Editions.MostDrawn ? string.Join(", ", keys) : $"{string.Join(", ", keys[..3])} and {keys.Length - 3} more";

    private static ImmutableArray<Dataset> InOrder(IEnumerable<Dataset> datasets) =>
        [.. datasets.DistinctBy(dataset => dataset.Name).OrderBy(dataset => dataset.Name, StringComparer.Ordinal)];

    private static Figure Missing(FigureExpression expression) => new(expression, Figure.Missing);
}
