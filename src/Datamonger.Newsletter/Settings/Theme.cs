using System.Collections.Immutable;

namespace Datamonger.Newsletter.Settings;

/// <summary>Colours of the email and the charts, as <c>#RRGGBB</c>.</summary>
public sealed record Theme
{
    /// <summary>The default look.</summary>
    public static readonly Theme Default = new();

    /// <summary>Text.</summary>
    public string Ink { get; init; } = "#0B0C0C";

    /// <summary>Around the column.</summary>
    public string Paper { get; init; } = "#FBFAF7";

    /// <summary>The column itself, and the ground of charts.</summary>
    public string Ground { get; init; } = "#FFFFFF";

    /// <summary>Links, rules, the highlighted series.</summary>
    public string Accent { get; init; } = "#12436D";

    /// <summary>Secondary text.</summary>
    public string Muted { get; init; } = "#505A5F";

    /// <summary>Thin rules and light row lines.</summary>
    public string Rule { get; init; } = "#D9D6CE";

    /// <summary>Series that are only there for comparison.</summary>
    public string Comparison { get; init; } = "#8A8D8F";

    /// <summary>Series in order; at most four in one chart. The UK Government Analysis Function's accessible palette.</summary>
    public ImmutableArray<string> Palette { get; init; } = ["#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"];

    /// <summary>Text in the dark scheme.</summary>
    public string DarkInk { get; init; } = "#E8E6E1";

    /// <summary>The column in the dark scheme.</summary>
    public string DarkGround { get; init; } = "#16181D";

    /// <summary>Around the column in the dark scheme.</summary>
    public string DarkPaper { get; init; } = "#0E1013";

    /// <summary>Links and rules in the dark scheme.</summary>
    public string DarkAccent { get; init; } = "#6BACE6";

    /// <summary>Secondary text in the dark scheme.</summary>
    public string DarkMuted { get; init; } = "#A9AFB4";
}
