using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>An audience's organisation as a card for address books.</summary>
internal static class VCard
{
    private static readonly string[] AddressParts = ["", "address2", "address1", "city", "state", "zip", "country"];

    public static Answer? Of(Session store, string listId)
    {
        if (Lists.Find(store, listId)?.Body["contact"] is not { } contact)
            return null;
        var address = string.Join(';', AddressParts.Select(Part));
        string[] lines =
        [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "N:;;;;",
            $"FN:{Part("company")}",
            $"ORG:{Part("company")}",
            $"ADR:{address}",
            "END:VCARD",
            "",
        ];
        return new Answer(200, "text/vcard; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));

        string Part(string name) => Escape(contact[name].Text() ?? "");
    }

    /// <summary>The format separates by commas and semicolons, and wants a value on one line.</summary>
    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .ReplaceLineEndings("\\n");
}
