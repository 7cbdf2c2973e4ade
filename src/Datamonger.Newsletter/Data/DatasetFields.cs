using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data;

/// <summary>The keys of a table in <c>content/datasets/datasets.yml</c>.</summary>
public static class DatasetFields
{
    /// <summary>The keys of a table in datasets.yml.</summary>
    public static readonly ImmutableArray<Field> Table =
    [
        new("file", FieldType.Text, "The file under content/datasets/, when the table is not called after it.") { Example = "sfr41-2016.xlsx" },
        new("title", FieldType.Text, "The release's title."),
        new("publisher", FieldType.Text, "Who published it."),
        new("released", FieldType.Date, "When it was published."),
        new("retrieved", FieldType.Date, "When it was downloaded."),
        new("next_release", FieldType.Date, "When the next release is due."),
        new("licence", FieldType.Text, "Its licence.") { Example = "Open Government Licence v3.0" },
        new("url", FieldType.Text, "Its page."),
        new("illustrative", FieldType.Boolean, "Whether its figures are made up for illustration; every source line then says so.") { Default = "false" },
        .. DataFileFields.People,
        .. DataFileFields.Options,
    ];
}
