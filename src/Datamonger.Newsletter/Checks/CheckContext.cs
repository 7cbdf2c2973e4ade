using System.Collections.Frozen;
using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Checks.Rules;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Recovery;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks;

/// <summary>What a check may look at. What several checks want is made once, when it is first wanted.</summary>
public sealed class CheckContext
{
    private readonly Lazy<ImmutableArray<IElement>> _elements;
    private readonly Lazy<ImmutableArray<CheckedLink>> _links;
    private readonly Lazy<ImmutableArray<TextRun>> _texts;
    private readonly Lazy<FrozenDictionary<string, CheckedImage>> _images;
    private readonly Lazy<SourcePlaces> _places;
    private readonly Lazy<string> _words;
    private readonly Lazy<ImmutableArray<Passage>> _passages;
    private readonly Lazy<ShownCounts> _counts;

    /// <summary>Everything about one built issue.</summary>
    public CheckContext()
    {
        _elements = new(() => [.. Email!.Document.All]);
        _links = new(() =>
            [
                .. Elements
                    .Where(element => element.LocalName == "a" && element.HasAttribute("href"))
                    .Select(element => new CheckedLink(element, this)),
            ]
        );
        Styles = new ElementStyles();
        _texts = new(() => TextRun.Of(this));
        _images = new(() =>
        {
            var charts = Charts!
                .All.SelectMany(chart => chart.Pictures)
                .Select(picture => picture.FileName)
                .ToHashSet(StringComparer.Ordinal);
            return Email!.Images.ToFrozenDictionary(
                image => image.Url,
                image => new CheckedImage(image, charts.Contains(image.FileName)),
                StringComparer.Ordinal
            );
        });
        _places = new(() => new SourcePlaces(Workspace!, Issue!));
        _counts = new(() => ShownCountsReader.Of(Shown));
        _passages = new(() => [.. ShownPassages.Of(Issue!)]);
        _words = new(() => string.Join(' ', Texts.Select(text => text.Text)));
    }

    /// <summary>The workspace, for what is outside the issue.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The issue as its author wrote it.</summary>
    public required Issue Issue { get; init; }

    /// <summary>The results of its queries.</summary>
    public required QueryTables Tables { get; init; }

    /// <summary>Its figures.</summary>
    public required IssueFigures Figures { get; init; }

    /// <summary>What its words say of its figures.</summary>
    public IssueClaims Claims { get; init; } = IssueClaims.None;

    /// <summary>Its charts.</summary>
    public required IssueCharts Charts { get; init; }

    /// <summary>The finished message.</summary>
    public required Email Email { get; init; }

    /// <summary>The day of the run in the newsletter's time zone, for what is past and what is to come.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was last pushed of the issue; null when nothing was.</summary>
    public FiguresFile? LastPush { get; init; }

    /// <summary>The day by which the issue is judged: that on its masthead, else today.</summary>
    public DateOnly DayOfIssue => Issue.FrontMatter.Date ?? Today;

    /// <summary>What <c>newsletter.yml</c> says.</summary>
    public NewsletterSettings Settings => Workspace.Settings;

    /// <summary>Every element of the email, in document order.</summary>
    public ImmutableArray<IElement> Elements => _elements.Value;

    /// <summary>Every link of the email, in document order.</summary>
    internal ImmutableArray<CheckedLink> Links => _links.Value;

    /// <summary>Every piece of text that a reader sees, in document order.</summary>
    internal ImmutableArray<TextRun> Texts => _texts.Value;

    /// <summary>Everything that the author says in words: the text first, then the texts of charts, tables and lists.</summary>
    internal ImmutableArray<Passage> Passages => _passages.Value;

    /// <summary>What of the issue has numbers.</summary>
    internal ShownIssue Shown => new(Issue!, Tables!, Figures!);

    /// <summary>What its numbers tell of counts of people.</summary>
    internal ShownCounts Counts => _counts.Value;

    /// <summary>The subjects of other issues.</summary>
    internal IssueSubjects Subjects
    {
        get => field ??= new IssueSubjects(Workspace);
        init;
    }

    /// <summary>The declarations on elements.</summary>
    internal ElementStyles Styles { get; }

    /// <summary>All that a reader sees, in one text.</summary>
    internal string VisibleText => _words.Value;

    /// <summary>Where what an element or text shows stands: in the issue, or in the template that drew it.</summary>
    public SourceLocation PlaceOf(INode node) => EmailSource.LocationOf(node) ?? _places.Value.InTemplates(node);

    /// <summary>The place of words inside what a node shows, as near as the source has them.</summary>
    public SourceLocation PlaceOf(INode node, string words) =>
        EmailSource.LocationOf(node) is { } place ? _places.Value.Refine(place, words) : _places.Value.InTemplates(words) ?? PlaceOf(node);

    /// <summary>Where words stand in a template; null when no template has them.</summary>
    public SourceLocation? PlaceInTemplates(string words) => _places.Value.InTemplates(words);

    /// <summary>The place of a word in <c>content/newsletter.yml</c>; its top when it is not there.</summary>
    public SourceLocation PlaceInSettings(string word) => _places.Value.InSettings(word);

    /// <summary>
    /// The place of an envelope's key: in the front matter, or in <c>newsletter.yml</c> when the issue leaves it to that.
    /// </summary>
    public SourceLocation PlaceOfKey(string key, string settingsWord) =>
        Issue.FrontMatter.Locations.TryGetValue(key, out var place) ? place : PlaceInSettings(settingsWord);

    /// <summary>The picture that an address of the email shows; null for one that lies elsewhere.</summary>
    internal CheckedImage? ImageAt(string? url) => url is not null && _images.Value.TryGetValue(url, out var image) ? image : null;
}
