using System.Collections.Immutable;

namespace Datamonger.Newsletter.Tests.Checks.Browser;

/// <summary>Faults that only a browser sees, and their sound twins.</summary>
internal static class BrowserFaults
{
    private const string Theme = "templates/default/theme.css";
    private const string Footer = "templates/default/partials/footer.sbn-html";
    private const string Web = "templates/default/web.sbn-html";
    private const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    private const string Table = """
        ```sql places
        select * from (values ('Bournemouth, Christchurch and Poole', 'Northumberland', 'Cambridgeshire', 'Hertfordshire', 'Gloucestershire')) as t (first, second, third, fourth, fifth)
        ```

        ```table
        data: places
        caption: Neighbours that were asked, in the order of the alphabet
        source: Our own list
        narrow: NARROW
        ```
        """;

    public static ImmutableArray<PlantedFault> All { get; } =
    [
        // Wider than a phone
        new("DM566", "index.md:10:14", $"It is called {LongWord} there.", "It is called a company there."),
        new(
            "DM566",
            "index.md:10:1",
            "| Bournemouth | Christchurch | Westminster | Northumberland | Cambridgeshire |\n| --- | --- | --- | --- | --- |\n| a | b "
                + "| c | d | e |",
            "| Bournemouth | Westminster |\n| --- | --- |\n| a | b |"
        ),
        new(
            "DM566",
            "index.md:14:1",
            Table.Replace("NARROW", "table", StringComparison.Ordinal),
            Table.Replace("NARROW", "stacked", StringComparison.Ordinal)
        ),
        new("DM566", "footer.sbn-html")
        {
            File = Footer,
            New = "<table role=\"presentation\" width=\"500\"><tr><td>Wide for any phone</td></tr></table>\n",
        },
        new("DM566", "footer.sbn-html") { File = Footer, New = "<div style=\"width:300px\">Wide for a small phone</div>\n" },
        new("DM566", "web.sbn-html")
        {
            File = Web,
            Old = "max-width: 640px;",
            New = "width: 640px;",
        },
        // Contrast as it is painted
        new("DM533", "index.md:8:4") { File = Theme, New = "\n.text h2 { opacity: 0.4; }\n" },
        new("DM533", "index.md:8:4") { File = Theme, New = "\n.text h2 { color: rgba(11, 12, 12, 0.4); }\n" },
        new("DM533", "index.md:8:4") { File = Theme, New = "\n.text h2 { color: silver; }\n" },
        new("DM533", "index.md:8:4") { File = Theme, New = "\n/* keep */ .text h2 { color: hsl(0, 0%, 80%) !important; }\n" },
        new("DM533", "index.md:8:4")
        {
            File = Theme,
            New = "\n.text p { margin-top: -40px; padding-top: 40px; background-color: #333333; color: #FFFFFF; }\n",
        },
        new("DM533", "index.md:8:4")
        {
            File = Theme,
            Old = "line-height: 30px; font-weight: normal; color: {{ theme.ink }}; }",
            New = "line-height: 30px; font-weight: normal; color: #CCCCCC; }",
        },
        new("DM534", "index.md:8:4") { File = Theme, New = "\n@media (prefers-color-scheme: dark) { .text h2 { opacity: 0.3 } }\n" },
        new("DM534", "index.md:8:4")
        {
            File = Theme,
            New = "\n@media (prefers-color-scheme: dark) { .text h2 { color: rgb(232 230 225 / 30%) !important } }\n",
        },
        // Without the style block
        new("DM567", "footer.sbn-html")
        {
            File = Footer,
            New =
                "<table role=\"presentation\" "
                + "class=\"stacked\"><tr><td>Bournemouth</td><td>Christchurch</td><td>Westminster</td><td>Northumberland</td><td>Cambridgeshire</td></tr></table>\n",
        },
        new("DM567", "index.md:10:1")
        {
            File = Theme,
            New = "\n.text h2 { margin-bottom: -36px; }\n/* keep */ .text h2 { margin-bottom: 0 !important; }\n",
        },
        new("DM567", "index.md:8:4")
        {
            File = Theme,
            New = "\n.text h2 { font-size: 0.6em; }\n/* keep */ .text h2 { font-size: 24px !important; }\n",
        },
        // Room for thumbs
        new(
            "DM568",
            "index.md:10:4",
            "- [Fostering in England](https://example.org/fostering)\n- [Adoption in England](https://example.org/adoption)"
        )
        {
            File = Theme,
            New = "\n.text li { margin: 0; line-height: 15px; }\n",
        },
    ];
}
