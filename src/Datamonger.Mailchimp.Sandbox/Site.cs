using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox;

/// <summary>What every part of one running sandbox shares: its clock and the address it answers at.</summary>
internal sealed class Site(TimeProvider time)
{
    private int _shifted;

    public TimeProvider Time => time;

    /// <summary>How long a campaign stays in <c>sending</c>.</summary>
    public TimeSpan SendingTakes { get; init; }

    public SandboxModes Modes { get; init; } = new();

    /// <summary>Whether the page that is read now is one that shifts (<see cref="SandboxModes.ShiftingPages"/>).</summary>
    public bool ShiftsNow() => _shifted < Modes.ShiftingPages && Interlocked.Increment(ref _shifted) <= Modes.ShiftingPages;

    /// <summary><c>http://127.0.0.1:port/</c>; known once the server listens.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1/");

    public DateTimeOffset Now => time.GetUtcNow();

    public string NowText => Iso.Text(Now);

    /// <summary>An absolute address on this server.</summary>
    public string Url(string path) => new Uri(Address, path).ToString();
}
