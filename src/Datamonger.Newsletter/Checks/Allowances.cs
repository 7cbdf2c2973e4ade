using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks;

/// <summary>
/// Takes out of the findings what the front matter allows. A check of any severity can be allowed, and a warning or note of an
/// earlier stage; an error of an earlier stage cannot, for then there is no sound email to allow.
/// </summary>
public static class Allowances
{
    /// <summary>The findings that remain, with what is wrong with the allowances themselves.</summary>
    public static ImmutableArray<Diagnostic> Apply(FrontMatter frontMatter, ImmutableArray<Diagnostic> findings)
    {
        if (frontMatter.Allow.IsEmpty)
            return findings;
        var about = new DiagnosticBag();
        var silenced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var allowed in frontMatter.Allow)
        {
            if (Mistake(allowed, findings) is { } mistake)
                about.Add(mistake);
            else
                silenced.Add(allowed.Code);
        }
        about.AddRange(findings.Where(finding => !silenced.Contains(finding.Rule.Code)));
        return about.ToImmutable();
    }

    /// <summary>Whether the front matter allows a rule, with all that it needs.</summary>
    public static bool Allows(FrontMatter frontMatter, string code) =>
        frontMatter.Allow.Any(allowed =>
            allowed.Code == code
            && !string.IsNullOrWhiteSpace(allowed.Reason)
            && (CheckCatalog.Find(code) is not { NeedsName: true } || !string.IsNullOrWhiteSpace(allowed.By))
        );

    // What keeps an allowance from holding; an allowance that holds for nothing is a note.
    private static Diagnostic? Mistake(AllowedCheck allowed, ImmutableArray<Diagnostic> findings)
    {
        var check = CheckCatalog.Find(allowed.Code);
        var found = findings.FirstOrDefault(finding => finding.Rule.Code == allowed.Code);
        if (check is null && found is null && !IsCodeOfEarlierStage(allowed.Code))
        {
            var byId = CheckCatalog.Rules.FirstOrDefault(rule => rule.Id.Equals(allowed.Code, StringComparison.OrdinalIgnoreCase));
            var hint = byId is not null
                ? $"Its code is {byId.Rule.Code}."
                : NearestName.Hint(allowed.Code, [.. CheckCatalog.Rules.Select(rule => rule.Rule.Code)]);
            return new Diagnostic(CheckRules.UnknownAllowance, allowed.Location, $"\"{allowed.Code}\" is not the code of a check.", hint);
        }
        if (check is null && found is { Rule.Severity: Severity.Error })
        {
            return new Diagnostic(
                CheckRules.UnknownAllowance,
                allowed.Location,
                $"\"{allowed.Code}\" cannot be allowed: {found.Rule.Title.ToLowerInvariant()} leaves no sound email.",
                "Fix what it reports."
            );
        }
        if (string.IsNullOrWhiteSpace(allowed.Reason))
        {
            return new Diagnostic(
                CheckRules.AllowanceWithoutReason,
                allowed.Location,
                $"\"{allowed.Code}\" is allowed without a reason.",
                $"Write {allowed.Code}: and why it is right here."
            );
        }
        if (check is { NeedsName: true } && string.IsNullOrWhiteSpace(allowed.By))
        {
            return new Diagnostic(
                CheckRules.AllowanceWithoutReason,
                allowed.Location,
                $"\"{allowed.Code}\" guards people’s data: its allowance needs a name.",
                $"Write {allowed.Code}: {{reason: …, by: the name of who decided it}}."
            );
        }
        // What only the network or a browser can tell is not known here.
        return found is null && check is not { IsOnRequest: true }
            ? new Diagnostic(
                CheckRules.IdleAllowance,
                allowed.Location,
                $"\"{allowed.Code}\" is allowed but finds nothing here.",
                "Take it out of allow:, so that it does not hide a later mistake."
            )
            : null;
    }

    private static bool IsCodeOfEarlierStage(string code) => code is ['D', 'M', >= '1' and <= '4', >= '0' and <= '9', >= '0' and <= '9'];
}
