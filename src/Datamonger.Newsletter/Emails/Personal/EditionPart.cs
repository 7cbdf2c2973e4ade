using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// What of a finished part reaches the subscribers of one edition: conditions on the merge field are decided, those on anything else
/// are left with all that depends on them. For measuring; what is sent stays one part for all.
/// </summary>
internal static partial class EditionPart
{
    /// <summary>The part without what others see.</summary>
    /// <param name="part">The HTML, with its merge tags.</param>
    /// <param name="field">The tag of the merge field.</param>
    /// <param name="key">Its value.</param>
    public static string Of(string part, string field, string key)
    {
        var result = new StringBuilder(part.Length);
        var open = new Stack<Block>();
        var at = 0;
        foreach (Match tag in Tag().Matches(part))
        {
            if (open.All(block => block.Shows)) result.Append(part, at, tag.Index - at);
            at = tag.Index + tag.Length;
            var kind = tag.Groups["kind"].Value;
            var holds = kind is "IF" or "ELSEIF" && tag.Groups["field"].Value == field ? tag.Groups["value"].Value == key : (bool?)null;
            var isTold = kind switch
            {
                "IF" => Open(holds),
                "IFNOT" => Open(null),
                _ when open.Count == 0 => true,
                "END" => !open.Pop().IsDecided,
                _ => Next(kind == "ELSE" ? true : holds),
            };
            if (isTold && open.All(block => block.Shows)) result.Append(tag.Value);
        }
        if (open.All(block => block.Shows)) result.Append(part, at, part.Length - at);
        return result.ToString();

        bool Open(bool? condition)
        {
            open.Push(new Block(condition is not null, condition ?? true, condition ?? false));
            return condition is null;
        }

        // A condition on something else, behind one that is decided, may hold.
        bool Next(bool? condition)
        {
            var before = open.Pop();
            open.Push(before.IsDecided ? new Block(true, !before.IsDone && (condition ?? true), before.IsDone || condition == true) : before);
            return !before.IsDecided;
        }
    }

    private readonly record struct Block(bool IsDecided, bool Shows, bool IsDone);

    [GeneratedRegex(@"\*\|(?:(?<kind>IF|ELSEIF):(?<field>[A-Z0-9_]+)=(?<value>[^|\r\n]*)|(?<kind>IF|IFNOT|ELSEIF):[^|\r\n]*|(?<kind>ELSE):|(?<kind>END):IF)\|\*")]
    private static partial Regex Tag();
}
