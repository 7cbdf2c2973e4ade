using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A picture file of the email.</summary>
/// <param name="File">The file.</param>
/// <param name="IsChart">Whether it was drawn from data here.</param>
internal sealed record CheckedImage(EmailImage File, bool IsChart)
{
    /// <summary>What findings call it: the author's file, not the name under which it is sent.</summary>
    public string Name => IsChart ? "The picture of a chart" : $"The picture \"{File.Name}\"";
}
