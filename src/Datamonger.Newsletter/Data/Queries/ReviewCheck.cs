using System.Globalization;
using Datamonger.Newsletter.Data.Engine.Review;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>Says where a query's rows are not what they seem: multiplied by a join, or summed over what is withheld.</summary>
internal static class ReviewCheck
{
    /// <summary>Reports what a review found.</summary>
    public static void Run(QueryBlock query, QueryReview review, DiagnosticBag diagnostics)
    {
        foreach (var join in review.Joins)
        {
            var where = join.Value.Length == 0 ? "one value" : $"\"{join.Value}\"";
            var more = join.Values > 1 ? $", and {join.Values - 1:#,0} value{(join.Values == 2 ? "" : "s")} more so" : "";
            diagnostics.Add(
                QueryRules.ManyToMany,
                query.LocationInSql(join.Line, join.Column),
                $"\"{join.Key}\" names several rows on both sides of this join: {where} is in {join.Left:#,0} and "
                    + $"{join.Right:#,0}, which makes {join.Left * join.Right:#,0}{more}.",
                "Join by what names one row on one side (the year too?), or group one side before it is joined."
            );
        }
        if (review.Product is { } product)
        {
            diagnostics.Add(
                QueryRules.ManyToMany,
                query.LocationInSql(product.Line, product.Column),
                $"This join makes {product.Rows:#,0} rows of {product.Inputs:#,0}, all that it joins together: rows meet rows that "
                    + $"are not theirs.",
                "Say with ON which belong together; or write CROSS JOIN when each is to meet each."
            );
        }
        if (query.LeavesOutWithheld)
            return;
        foreach (var input in review.Withheld)
        {
            diagnostics.Add(
                QueryRules.WithheldLeftOut,
                query.LocationInSql(input.Line, input.Column),
                $"{input.Aggregate} leaves out {input.Cells:#,0} value{(input.Cells == 1 ? "" : "s")} that \"{input.Table}\" withholds.",
                "Take the total that the publisher gives; or say to readers that they are left out, and here: --| withheld: left out"
            );
        }
    }
}
