using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks;

/// <summary>What can be wrong with an entry of <c>allow:</c>.</summary>
public static class CheckRules
{
    /// <summary>It names no check, or one that cannot be allowed.</summary>
    public static readonly DiagnosticRule UnknownAllowance = new("DM160", Severity.Error, "An allowance of something that is not a check");

    /// <summary>It gives no reason, or no name where one is needed.</summary>
    public static readonly DiagnosticRule AllowanceWithoutReason = new("DM161", Severity.Error, "An allowance without a reason");

    /// <summary>It silences nothing.</summary>
    public static readonly DiagnosticRule IdleAllowance = new("DM162", Severity.Info, "An allowance that is not needed");
}
