namespace Datamonger.Newsletter.Emails;

/// <summary>
/// HTML that this program made or has sanitised. Templates print it as it is; everything else they print is escaped, so nothing
/// has to be remembered when a template is written.
/// </summary>
internal sealed record TrustedHtml(string Value)
{
    public static readonly TrustedHtml Empty = new("");

    public bool IsEmpty => Value.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
