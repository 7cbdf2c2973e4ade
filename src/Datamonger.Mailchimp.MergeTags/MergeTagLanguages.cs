using System.Collections.Frozen;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>English names of the languages a subscriber can have.</summary>
internal static class MergeTagLanguages
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["af"] = "Afrikaans",
        ["ar"] = "Arabic",
        ["be"] = "Belarusian",
        ["bg"] = "Bulgarian",
        ["ca"] = "Catalan",
        ["cs"] = "Czech",
        ["da"] = "Danish",
        ["de"] = "German",
        ["el"] = "Greek",
        ["en"] = "English",
        ["es"] = "Spanish (Mexico)",
        ["es_ES"] = "Spanish (Spain)",
        ["et"] = "Estonian",
        ["fa"] = "Farsi",
        ["fi"] = "Finnish",
        ["fr"] = "French (France)",
        ["fr_CA"] = "French (Canada)",
        ["ga"] = "Irish",
        ["he"] = "Hebrew",
        ["hi"] = "Hindi",
        ["hr"] = "Croatian",
        ["hu"] = "Hungarian",
        ["id"] = "Indonesian",
        ["is"] = "Icelandic",
        ["it"] = "Italian",
        ["ja"] = "Japanese",
        ["km"] = "Khmer",
        ["ko"] = "Korean",
        ["lt"] = "Lithuanian",
        ["lv"] = "Latvian",
        ["mk"] = "Macedonian",
        ["ms"] = "Malay",
        ["mt"] = "Maltese",
        ["nl"] = "Dutch",
        ["no"] = "Norwegian",
        ["pl"] = "Polish",
        ["pt"] = "Portuguese (Brazil)",
        ["pt_PT"] = "Portuguese (Portugal)",
        ["ro"] = "Romanian",
        ["ru"] = "Russian",
        ["sk"] = "Slovak",
        ["sl"] = "Slovenian",
        ["sr"] = "Serbian",
        ["sv"] = "Swedish",
        ["sw"] = "Swahili",
        ["ta"] = "Tamil",
        ["th"] = "Thai",
        ["tr"] = "Turkish",
        ["uk"] = "Ukrainian",
        ["vi"] = "Vietnamese",
        ["zh"] = "Chinese",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Label(string code) => Names.GetValueOrDefault(code, code);
}
