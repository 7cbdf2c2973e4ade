using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Figures;

/// <summary>Gives every figure of an issue its value, with the cells and datasets it comes from.</summary>
public static class FigureEvaluator
{
    /// <summary>
    /// Evaluates the figures of the prose and of every text. One that has no value is reported, and stands as <see cref="Figure.Missing"/>.
    /// </summary>
    public static IssueFigures Evaluate(Issue issue, QueryTables tables, DiagnosticBag diagnostics)
    {
        var editions = EditionReader.Read(issue, tables, diagnostics);
        var run = new FigureRun(tables, issue.FrontMatter.Language, issue.FrontMatter.Personal is not null, editions, diagnostics);
        var expressions = issue.Figures.Concat(issue.Texts.SelectMany(text => text.Figures)).Distinct();
        return new IssueFigures([.. expressions.Select(run.Evaluate)]) { Editions = editions };
    }
}
