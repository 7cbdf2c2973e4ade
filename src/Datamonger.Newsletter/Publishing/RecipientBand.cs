using System.Globalization;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// The numbers of recipients that a token covers: people come and go between the proof and the send, and one sign-up must not void it.
/// </summary>
/// <param name="Low">The smallest number.</param>
/// <param name="High">The largest number.</param>
public readonly record struct RecipientBand(int Low, int High)
{
    /// <summary>The band around a number.</summary>
    /// <param name="percent">How far it reaches, in percent of the number.</param>
    /// <param name="people">How far it reaches at least. Neither end is ever more than ten times from the number.</param>
    public static RecipientBand Around(int recipients, int percent, int people)
    {
        var reach = Math.Max((long)recipients * percent / 100, people);
        return new RecipientBand(
            (int)Math.Max(Math.Max(1, recipients - reach), (recipients + 9L) / 10),
            (int)Math.Min(Math.Min(int.MaxValue, recipients + reach), Math.Max(1, recipients) * 10L)
        );
    }

    /// <summary>Whether a number is in the band.</summary>
    public bool Covers(int recipients) => recipients >= Low && recipients <= High;

    /// <summary><c>1,176 to 1,224</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:#,0} to {High:#,0}");
}
