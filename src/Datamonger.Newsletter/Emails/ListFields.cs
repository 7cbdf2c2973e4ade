using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Emails;

/// <summary>The keys of a <c>list</c> fence. The word behind <c>list</c> names the partial that draws it.</summary>
public static class ListFields
{
    /// <summary>The keys of the fence, in the order of the reference.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        new("data", FieldType.Query, "The query whose rows it lists, in their order.") { Required = true, Example = "upcoming" },
        new("title", FieldType.BoundText, "Stands above the list. May hold figures.") { Example = "Upcoming" },
        new("group", FieldType.Column, "Rows are put together by the values of this column, groups in the order in which they first occur.")
        {
            Example = "status",
        },
        new(
            "columns",
            FieldType.Map,
            "Which column holds what the partial asks for, where the names differ. `releases` asks for `title`, `date`, `time`, "
                + "`until`, `status`, `publisher` and `url`."
        )
        {
            Example = "{title: release, date: due}",
        },
        new("empty", FieldType.BoundText, "What stands there when there is no row; the list is left out otherwise.")
        {
            Example = "No release is announced.",
        },
        new("note", FieldType.BoundText, "A remark under the list. May hold figures."),
    ];
}
