using System.Collections.Immutable;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>One fault for each rule, two where a rule has two sides.</summary>
internal static class PlantedFaults
{
    private const string Layout = "templates/default/layout.sbn-html";
    private const string TextLayout = "templates/default/layout.sbn-txt";
    private const string Header = "templates/default/layout.sbn-html";
    private const string Footer = "templates/default/partials/footer.sbn-html";
    private const string Theme = "templates/default/theme.css";
    private const string Settings = "content/newsletter.yml";
    private const string Callout = "::: callout A remark\nWords that matter.\n:::";
    private const string Picture = "![A carer reads to two children](picture.png)";

    private const string Numbers = """
        ```sql places
        select * from (values (2014, 30, 20), (2015, 40, 25)) as t (year, places, carers) order by year
        ```


        """;

    private static string Long(int sentences) =>
        string.Concat(
            Enumerable
                .Range(0, sentences)
                .Select(i => $"Sentence {i} tells what the return says of places and of carers, and of the children in their care.\n\n")
        );

    public static ImmutableArray<PlantedFault> All { get; } =
    [
        // Links
        new("DM501", "index.md:10:5", "See [the return]() again.", "See [the return](https://example.org/return) again."),
        new("DM501", "index.md:10:5", "See [the return](#) again.", "See [the return](https://example.org/return) again."),
        new(
            "DM502",
            "index.md:10:5",
            "See [the return](http://example.org/return) again.",
            "See [the return](https://example.org/return) again."
        ),
        new(
            "DM503",
            "index.md:10:5",
            "See [the return](https://192.168.1.20/return) again.",
            "See [the return](https://example.org/return) again."
        ),
        new(
            "DM503",
            "index.md:10:5",
            "See [the return](http://localhost:8080/) again.",
            "See [the return](https://example.org/return) again."
        ),
        new(
            "DM504",
            "index.md:10:5",
            "See [the return](//example.org/return) again.",
            "See [the return](https://example.org/return) again."
        ),
        new("DM504", "index.md:10:5", "See [the return](return.html) again.", "See [the return](https://example.org/return) again."),
        new(
            "DM505",
            "index.md:10:1",
            "[Write to us](mailto:editors) about it.",
            "[Write to us](mailto:editors@etazo.example.org?subject=Return) about it."
        ),
        new(
            "DM505",
            "index.md:10:1",
            "[Write to us](mailto:editors@etazo.example.org?subject=a%0D%0ABcc:b) about it.",
            "[Write to us](mailto:editors@etazo.example.org) about it."
        ),
        new(
            "DM506",
            "index.md:10:17",
            "The figures are [here](https://example.org/return).",
            "The figures are in [the return](https://example.org/return)."
        ),
        new("DM506", "index.md:10:5", "See <https://example.org/return>.", "See [the return](https://example.org/return)."),
        new(
            "DM507",
            "index.md:10:50",
            "See [the return](https://example.org/2015), then [the return](https://example.org/2016).",
            "See [the return](https://example.org/2015), then [the return](https://example.org/2015)."
        ),
        new("DM508", "index.md:10:5", "See [the part on care](#foster-cares).", "See [the part on care](#foster-care)."),
        new("DM509", "index.md:10:5", "See [the part on care](#foster-care).")
        {
            File = Settings,
            Old = "archive:\n  url: https://etazo.example.org/datamonger\n",
        },
        new("DM510", "index.md:10:5", "See [the return](https://bit.ly/3xYz).", "See [the return](https://example.org/3xYz)."),
        new(
            "DM511",
            "index.md:10:5",
            "See [www.example.org](https://example.net/return).",
            "See [www.example.org](https://data.example.org/return)."
        ),
        new("DM512", "index.md:10:5", "See [the return](https://203.0.113.9/return).", "See [the return](https://example.org/return)."),
        new(
            "DM512",
            "index.md:10:5",
            "See [the return](https://bank.example.com@example.org/).",
            "See [the return](https://example.org/)."
        ),
        new(
            "DM513",
            "index.md:10:5",
            $"See [the return](https://example.org/{new string('a', 2001)}).",
            "See [the return](https://example.org/a)."
        ),
        new(
            "DM515",
            "index.md:10:5",
            "See [the return](https://example.org/return.zip).",
            "See [the return](https://example.org/return.csv)."
        ),
        new(
            "DM563",
            "index.md:10:70",
            $"[{Picture}](https://example.org/)[Read the return](https://example.org/)",
            $"[{Picture} Read the return](https://example.org/)"
        )
        {
            Picture = ("picture.png", () => TestPictures.Png(800, 400)),
        },
        new(
            "DM563",
            "index.md:12:1",
            "[The return](https://example.org/)\n\n[in full](https://example.org/)",
            "[The return](https://example.org/)\n\nand\n\n[in full](https://example.org/)"
        ),
        new(
            "DM564",
            "index.md:10:5",
            "See [the return](https://example.org/?utm_source=a&utm_source=b) again.",
            "See [the return](https://example.org/?utm_source=a&utm_medium=b) again."
        ),
        new("DM564", "index.md:10:5", "See [the archive](*|ARCHIVE|*?utm_source=a) again.", "See [the archive](*|ARCHIVE|*) again."),
        new("DM564", "index.md:10:5", "See [the office](https://etazo.example.org/care) again.")
        {
            File = Settings,
            New = "checks:\n  utm: [utm_source]\n",
        },
        // Images and charts
        new("DM516", "index.md:10:1", "![](picture.png)", Picture) { Picture = ("picture.png", () => TestPictures.Png(800, 400)) },
        new("DM517", "index.md:10:1", "![picture.png](picture.png)", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Png(800, 400)),
        },
        new("DM517", "index.md:10:1", "![Image](picture.png)", Picture) { Picture = ("picture.png", () => TestPictures.Png(800, 400)) },
        new("DM518", "index.md:10:2", "[![](picture.png)](https://example.org/)", $"[{Picture}](https://example.org/)")
        {
            Picture = ("picture.png", () => TestPictures.Png(800, 400)),
        },
        new("DM519", "index.md:10:1", "![A map of places](https://example.org/map.svg)", "![A map of places](https://example.org/map.png)"),
        new("DM520", "index.md:10:1", "![A map of places](https://example.org/map.png)", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Png(800, 400)),
        },
        new("DM521", "index.md:10:1", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Png(400, 200)),
            CleanPicture = () => TestPictures.Png(1104, 500),
        },
        new("DM522", "index.md:10:1", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Noise(320, 320)),
            CleanPicture = () => TestPictures.Png(320, 320),
        },
        new("DM523", "index.md:10:1", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Noise(640, 640)),
            CleanPicture = () => TestPictures.Png(640, 640),
        },
        new("DM524", "index.md:10:1", Picture)
        {
            Picture = ("picture.png", () => TestPictures.Png(400, 200, isTransparent: true)),
            CleanPicture = () => TestPictures.Png(400, 200),
        },
        new(
            "DM527",
            "index.md:19:6",
            Numbers + "```chart column\ndata: places\nx: year\ny: places\ntitle: More places\nalt: Columns that grow\n```",
            Numbers + "```chart column\ndata: places\nx: year\ny: places\ntitle: More places\n```"
        ),
        new(
            "DM704",
            "index.md:22:12",
            Numbers
                + "```sql areas\nselect * from (values ('Leeds', 30), ('Hull', 20)) as t (area, n)\n```\n\n"
                + "```chart bar\ndata: areas\nx: area\ny: n\nhighlight: Hull\ntitle: \"{{ areas.first.area }} has most\"\n```",
            Numbers
                + "```sql areas\nselect * from (values ('Leeds', 30), ('Hull', 20)) as t (area, n)\n```\n\n"
                + "```chart bar\ndata: areas\nx: area\ny: n\nhighlight: Leeds\ntitle: \"{{ areas.first.area }} has most\"\n```"
        ),
        new("DM528", "newsletter.yml:17:25", Numbers + "```chart line\ndata: places\nx: year\ny: [places, carers]\ntitle: More places\n```")
        {
            File = Settings,
            New = "theme:\n  palette: [\"#12436D\", \"#801650\"]\n",
        },
        new("DM529", "index.md:1:1", Picture, Picture + "\n\n" + Long(30)) { Picture = ("picture.png", () => TestPictures.Png(800, 400)) },
        // Accessibility and structure
        new("DM530", "layout.sbn-html")
        {
            File = Layout,
            Old = "<html lang=\"{{ issue.lang }}\"",
            New = "<html",
        },
        new("DM530", "layout.sbn-html")
        {
            File = Layout,
            Old = "<div role=\"article\"",
            New = "<div",
        },
        new("DM531", "layout.sbn-html")
        {
            File = Layout,
            Old = "<title>{{ issue.subject }}</title>",
            New = "<title>Newsletter</title>",
        },
        new("DM532", "index.md:10:1", "#### Places", "### Places"),
        new("DM532", "index.md:10:1", "# Places", "## Places"),
        new("DM533", "index.md:10:13", Callout) { File = Theme, New = "\n.callout p { color: #BBBBBB !important; }\n" },
        new("DM534", "index.md:10:13", Callout)
        {
            File = Theme,
            New = "\n@media (prefers-color-scheme: dark) { .callout p { color: #333333 !important; } }\n",
        },
        new("DM535", "index.md:10:13", Callout)
        {
            File = Theme,
            New =
                "\n.callout p { color: #000000 !important; background-color: #757575 !important; }\n@media (prefers-color-scheme: "
                + "dark) { .callout p { background-color: #000000 !important; } }\n",
        },
        new("DM536", "index.md:10:1", "::: button\n[The return](https://example.org/return)\n:::")
        {
            File = "templates/default/partials/button.sbn-html",
            Old = " role=\"presentation\"",
        },
        new(
            "DM537",
            "index.md:10:1",
            "| a | b | c | d | e | f | g |\n| --- | --- | --- | --- | --- | --- | --- |\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
            "| a | b |\n| --- | --- |\n| 1 | 2 |"
        ),
        new("DM538", "index.md:10:13", Callout) { File = Theme, New = "\n.callout p { font-size: 10px !important; }\n" },
        new("DM538", "index.md:10:1", "ALL THE PLACES ARE TAKEN ALREADY", "All the places are taken already"),
        new(
            "DM539",
            "index.md:10:32",
            "<span id=\"a\">Carers</span> and <span id=\"a\">places</span>.",
            "<span id=\"a\">Carers</span> and <span id=\"b\">places</span>."
        ),
        new(
            "DM565",
            "index.md:12:12",
            "| Area | Places |\n| --- | --- |\n| Barnet | 240 |\n| Lambeth | 165 |\n| York | 90 |",
            "| Area | Places |\n| --- | ---: |\n| Barnet | 240 |\n| Lambeth | 165 |\n| York | 90 |"
        ),
        new(
            "DM565",
            "index.md:13:13",
            "| Area | Rate |\n| --- | ---: |\n| Barnet | 24.5 |\n| Lambeth | 16 |\n| York | 9.1 |",
            "| Area | Year |\n| --- | --- |\n| Barnet | 2014 |\n| Lambeth | 2015 |\n| York | 2016 |"
        ),
        new("DM587", "index.md:10:11", "More came 🎉🎉🎉 this year.", "More came 🎉 this year."),
        new("DM587", "index.md:10:6", "More ~~~~~~~~ came this year.".Replace("~~~~~~~~", "•••••"), "More – and older – came this year."),
        new("DM587", "index.md:10:1", "► More came this year.", "More came this year."),
        new(
            "DM587",
            "index.md:10:9",
            "Written Київ in the return.",
            "Written <span lang=\"uk\">Київ</span> in the return, and μ is the mean."
        ),
        // Size and email clients
        new("DM540", "layout.sbn-html")
        {
            File = Theme,
            New = string.Concat(Enumerable.Range(0, 340).Select(i => $"\n/* keep */ .unused{i} {{ padding: 0 0 0 {i}px; }}")),
        },
        new("DM540", "index.md:1:1", Long(650), Long(500)),
        new("DM541", "index.md:1:1", Long(900), Long(500)),
        new("DM542", "layout.sbn-html")
        {
            File = Theme,
            New = string.Concat(Enumerable.Range(0, 500).Select(i => $"\n/* keep */ .unused{i} {{ padding: 0 0 0 {i}px; }}")),
        },
        new("DM543", "layout.sbn-html")
        {
            File = Layout,
            Old = "<body>",
            New = "<body><style>p { margin: 0; }</style>",
        },
        new("DM544", "index.md:10:9", $"A word: {new string('x', 1100)}", "A word: x"),
        new(
            "DM544",
            "index.md:10:18",
            $"See [the return](https://example.org/?q={new string('a', 1100)}).",
            "See [the return](https://example.org/?q=a)."
        ),
        new("DM545", "index.md:10:15", "That is nobodyâ€™s fault.", "That is nobody’s fault."),
        new("DM546", "index.md:10:1", Callout) { File = Theme, New = "\n.callout { display: grid; }\n" },
        new("DM547", "callout.sbn-html", Callout)
        {
            File = "templates/default/partials/callout.sbn-html",
            Old = "</table>",
            New = "</span></table>",
        },
        new("DM548", "index.md:10:1", Callout)
        {
            File = "templates/default/partials/callout.sbn-html",
            Old = "</table>",
            New = "</table><video></video>",
        },
        new("DM549", "layout.sbn-html") { File = Layout, Old = "<!--[if mso]></td></tr></table><![endif]-->" },
        new("DM589", "index.md:10:1", Callout) { File = Theme, New = "\n.callout { text-indent: 8px; }\n" },
        new("DM589", "index.md:10:1", Callout) { File = Theme, New = "\n.callout { background-color: white !important; }\n" },
        // Merge tags
        new("DM500", "index.md:3:11")
        {
            Front = ("subject: More children now live with foster carers", "subject: \"*|FNAME|* *|LIST:NAME|*: more\""),
        },
        new("DM500", "index.md:4:17")
        {
            Front = (
                "preheader: What the yearly return says of places, carers and the children who need them.",
                "preheader: \"See *|ARCHIVE|* for what the return says of places and carers.\""
            ),
        },
        new("DM550", "index.md:10:6", "Dear *|FNAM|*,", "Dear *|FNAME|*,"),
        new("DM550", "index.md:10:1", "*|RSSITEM:TITLE|*", "*|LIST:NAME|*"),
        new("DM551", "index.md:10:1", "*|IF:FNAME|*\n\nDear *|FNAME|*,", "*|IF:FNAME|*\n\nDear *|FNAME|*,\n\n*|END:IF|*"),
        new("DM550", "index.md:10:17", "*|IF:FNAME|*Dear*|ELSE|*You*|END:IF|*", "*|IF:FNAME|*Dear*|ELSE:|*You*|END:IF|*"),
        new("DM551", "index.md:10:1", "*|END:IF|*", "Dear *|FNAME|*,"),
        new("DM551", "index.md:10:17", "*|IF:FNAME|*Dear*|END:INTERESTED|* *|FNAME|*,", "*|IF:FNAME|*Dear*|END:IF|* *|FNAME|*,"),
        new(
            "DM551",
            "index.md:10:29",
            "*|IF:FNAME|*Dear*|ELSE:|*You*|ELSEIF:LNAME=Ada|*Ada*|END:IF|*,",
            "*|IF:FNAME|*Dear*|ELSEIF:LNAME=Ada|*Ada*|ELSE:|*You*|END:IF|*,"
        ),
        new("DM551", "index.md:3:15") { Front = ("More children now", "More *|IF:FNAME|*children now") },
        new("DM551", "index.md:4:17") { Front = ("What the yearly", "What *|IF:FNAME|*the yearly") },
        new("DM552", "layout.sbn-html")
        {
            File = Footer,
            Old = "*|UNSUB|*",
            New = "*|ARCHIVE|*",
        },
        new("DM552", "layout.sbn-txt")
        {
            File = TextLayout,
            Old = "*|UNSUB|*",
            New = "*|ARCHIVE|*",
        },
        new("DM553", "layout.sbn-txt")
        {
            File = TextLayout,
            Old = "*|LIST:ADDRESS|*",
            New = "see the web",
        },
        new("DM554", "index.md:10:7", "Dear *|FNAME|fallback:there|*,", "Dear *|FNAME|*,"),
        new("DM554", "index.md:10:6", "Dear ${name},", "Dear `${name}`,"),
        new("DM555", "index.md:10:9", "Dear Ms <<Last Name>>,", "Dear *|IF:LNAME|*Ms *|LNAME|**|END:IF|*,"),
        new("DM555", "index.md:10:6", "Dear *|FNAME|*,")
        {
            File = Settings,
            Old = "fallback: colleague",
            New = "fallback: friend",
        },
        new("DM556", "layout.sbn-html")
        {
            File = Header,
            Old = "archive: \"*|ARCHIVE|*\"",
            New = "archive: \"\"",
        },
        // Envelope and content
        new("DM557", "index.md:3:10") { Front = ("More children now live with foster carers", new string('a', 151)) },
        new("DM557", "index.md:3:10")
        {
            Front = ("subject: More children now live with foster carers", "subject: \"More children now live with\\u202E carers\""),
        },
        new("DM558", "index.md:3:10")
        {
            Front = ("More children now live with foster carers", "More children than ever before now live with foster carers in England"),
        },
        new("DM558", "index.md:3:10")
        {
            Front = ("subject: More children now live with foster carers", "subject: \"RE: More children live with carers\""),
        },
        new("DM559", "index.md:3:10")
        {
            File = "content/issues/earlier/index.md",
            New = "---\ntitle: Earlier\nsubject: More children now live with foster carers\n---\n",
        },
        new("DM590", "index.md:4:12")
        {
            Front = ("What the yearly return says of places, carers and the children who need them.", "Short"),
        },
        new("DM591", "newsletter.yml:8:3")
        {
            File = Settings,
            Old = "reply_to: editors@etazo.example.org",
            New = "reply_to: editors",
        },
        new("DM592", "newsletter.yml:8:3")
        {
            File = Settings,
            Old = "reply_to: editors@etazo.example.org",
            New = "reply_to: editors@gmail.com",
        },
        new("DM831", "index.md:10:1", "![A carer](my picture) reads to a child.", "A carer reads to a child."),
        new(
            "DM831",
            "index.md:10:5",
            "See [the return] (https://example.org/return) again.",
            "See [the return](https://example.org/return) again."
        ),
        new("DM831", "index.md:10:11", "There are { places.first.places | num0 } places.", "There are many places."),
        new("DM831", "index.md:10:6", "Come **visit ** us.", "Come **visit** us."),
        new("DM831", "index.md:10:6", "Dear [First Name], welcome.", "Dear <<First Name>>, welcome."),
        new("DM831", "index.md:10:5", "See [Insert link] for more.", "See the page for more."),
        new("DM831", "index.md:10:6", "Dear {FIRST_NAME}, welcome.", "Dear <<First Name>>, welcome."),
        new("DM831", "index.md:10:6", "Dear %FNAME%, welcome.", "Dear `%FNAME%`, welcome."),
        new("DM831", "index.md:10:5", "See [[places.last.n]] here.", "See `[[places.last.n]]` here."),
        new("DM831", "index.md:10:5", "See (the return)[https://example.org/return].", "See [the return](https://example.org/return)."),
        new("DM831", "index.md:10:12", "Some words <!-- a note for us", "Some words."),
        new("DM831", "index.md:10:1", "##Carers", "Carers are here. See `##Carers`."),
        new(
            "DM830",
            "index.md:12:1",
            "<!-- a note\n\nThese words were written for every reader.",
            "<!-- a note -->\n\nThese words were written for every reader."
        ),
        new("DM593", "index.md:10:5", "See [the return](https://example.org/return).")
        {
            File = TextLayout,
            Old = "{{ body }}",
            New = "Read it in your browser.",
        },
        new(
            "DM594",
            "layout.sbn-txt",
            Long(3)
                + "Nobody forgets fostering, adoption, kinship, residence, guardianship, placement, siblings, matching, respite, "
                + "leaving, permanence, stability, health, schooling, wellbeing."
        )
        {
            File = TextLayout,
            Old = "{{ body }}",
            New = "Read it in your browser.",
        },
        new("DM595", "index.md:10:18", "The places rose (TODO: by how much?).", "The places rose."),
        new("DM595", "index.md:10:14", "Places rose (???) in March.", "Places rose in March."),
        new("DM595", "index.md:10:1", "To do: say more.", "There is more to say."),
        new("DM595", "index.md:10:9", "It rose [insert figure] in March.", "It rose in March."),
        new("DM800", "index.md:10:13", "The date is TBC by the board.", "The board will say when."),
        new(
            "DM801",
            "index.md:10:1",
            "*|INTERESTED:Topics:Fosterin|*For carers.*|END:INTERESTED|*",
            "*|INTERESTED:Topics:Fostering|*For carers.*|END:INTERESTED|*"
        ),
        new("DM804", "index.md:10:1", "What the figures say.", "The figures say much."),
        new("DM804", "index.md:3:10") { Front = ("More children now live with foster carers", "March 2017") },
        new("DM804", "index.md:4:12")
        {
            Front = ("What the yearly return says of places, carers and the children who need them.", "What is in this issue, in one line"),
        },
        new("DM596", "index.md:10:17", "Ring Ada Poe on 020 7946 0991.", "Ring us."),
        new("DM597", "layout.sbn-html:21:")
        {
            File = Layout,
            Old = "1..24",
            New = "1..90",
        },
        new("DM598", "index.md:10:6", "Over the the year.", "Had they had had more of it, that that is so, Walla Walla."),
        new("DM598", "index.md:10:4", "In Gatehsead it rose.", "In Gateshead and Barnett it rose."),
        new("DM599", "index.md:10:1", "Act now, for places are few.", "They act now as before, and school meals are free."),
        new("DM599", "index.md:3:10")
        {
            Front = ("subject: More children now live with foster carers", "subject: \"A free gift for children who live with carers\""),
        },
        new("DM596", "index.md:10:1", "[Ada Poe](mailto:ada@example.org) knows.", "[We](mailto:editors@etazo.example.org) know."),
    ];
}
