using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Reads Mailchimp's own list of what a campaign lacks.</summary>
internal static class Checklist
{
    /// <summary>Reports errors; warnings become notes.</summary>
    public static void Report(SendChecklist checklist, SourceLocation location, DiagnosticBag diagnostics, List<string> notes)
    {
        foreach (var item in checklist.Items ?? [])
        {
            var text = ForeignText.Clean($"{item.Heading}: {item.Details}");
            if (item.Type == "error")
                diagnostics.Add(
                    PublishRules.ChecklistNotReady,
                    location,
                    $"Mailchimp's checklist: {text}",
                    "Fix it in the issue, in newsletter.yml or at Mailchimp."
                );
            else if (item.Type == "warning")
                notes.Add($"Mailchimp's checklist warns: {text}");
        }
        if (checklist.IsReady != true && !diagnostics.HasErrors)
            diagnostics.Add(
                PublishRules.ChecklistNotReady,
                location,
                "Mailchimp says that the campaign is not ready, and not why.",
                "Open the campaign at Mailchimp."
            );
    }
}
