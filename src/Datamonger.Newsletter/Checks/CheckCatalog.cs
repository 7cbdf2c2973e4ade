using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Browser;
using Datamonger.Newsletter.Checks.Online;
using Datamonger.Newsletter.Checks.Rules.Accessibility;
using Datamonger.Newsletter.Checks.Rules.Claims;
using Datamonger.Newsletter.Checks.Rules.Clients;
using Datamonger.Newsletter.Checks.Rules.Data;
using Datamonger.Newsletter.Checks.Rules.Dates;
using Datamonger.Newsletter.Checks.Rules.Disclosure;
using Datamonger.Newsletter.Checks.Rules.Envelope;
using Datamonger.Newsletter.Checks.Rules.Images;
using Datamonger.Newsletter.Checks.Rules.Links;
using Datamonger.Newsletter.Checks.Rules.Markdown;
using Datamonger.Newsletter.Checks.Rules.MergeTags;
using Datamonger.Newsletter.Checks.Rules.Numbers;

namespace Datamonger.Newsletter.Checks;

/// <summary>The checks, written out.</summary>
public static class CheckCatalog
{
    /// <summary>In the order of the reference.</summary>
    public static readonly ImmutableArray<ICheck> All =
    [
        // Links
        new LinksLeadSomewhere(),
        new LinksAreEncrypted(),
        new LinksAreReachable(),
        new LinksHaveKnownSchemes(),
        new MailLinksHaveAddresses(),
        new LinkTextSaysWhere(),
        new SameTextSameTarget(),
        new AnchorsWork(),
        new LinksAreNotShortened(),
        new LinkTextMatchesTarget(),
        new LinkHostsAreNames(),
        new LinkAddressesAreClean(),
        new LinksAreNotPrograms(),
        new LinksStandOnce(),
        new LinksAreTagged(),
        // Images and charts
        new ImagesHaveWords(),
        new ImagesTravel(),
        new ImagesFit(),
        new ImagesAreLight(),
        new ImagesSurviveDarkMode(),
        new ChartsAreTold(),
        new TextOutweighsImages(),
        // Accessibility and structure
        new LanguageIsDeclared(),
        new TitleIsSubject(),
        new HeadingsFormOutline(),
        new TextIsLegible(),
        new TablesSayWhatTheyAre(),
        new TextIsComfortable(),
        new IdsAreUnique(),
        new FiguresLineUp(),
        new TextReadsAloud(),
        // Size and email clients
        new EmailFitsGmail(),
        new StylesSurvive(),
        new BytesAreSound(),
        new ClientsSupportEmail(),
        new ConditionalCommentsClose(),
        new TagsNest(),
        // Merge tags
        new TagsAreKnown(),
        new ConditionsAreBalanced(),
        new ConditionsCanHold(),
        new FooterObeysTheLaw(),
        new TagsAreWhole(),
        new TagsHaveFallbacks(),
        new TagsFitEnvelope(),
        // Envelope and content
        new SubjectFitsInbox(),
        new SubjectIsNew(),
        new PreheaderSaysMore(),
        new PreheaderFillsOneLine(),
        new SenderIsTrusted(),
        new TextPartSaysTheSame(),
        new NothingIsLost(),
        new SyntaxIsRead(),
        new NothingIsLeftOver(),
        new PlaceholdersAreReplaced(),
        new ContactsAreAllowed(),
        new WordsAreSpelt(),
        new WordsAreNotSpam(),
        // Numbers, data, Markdown, schedule
        new NumbersAreBound(),
        new WordsAreTrue(),
        new HighlightFitsTitle(),
        new SmallCountsAreHidden(),
        new HiddenCountsStayHidden(),
        new SharesHaveABase(),
        new WithheldIsNotZero(),
        new QueriesFindSomething(),
        new BlocksSaySource(),
        new TablesFitInbox(),
        new SharesMakeWhole(),
        new DatasetsAreCurrent(),
        new ReleasesAreOut(),
        new DataAreAsPushed(),
        new DatesAreRight(),
        new HeadingsDiffer(),
        new ReferencesMeet(),
        new AuthoritiesAreKnown(),
    ];

    /// <summary>Rules of the field's lists that other stages hold, and the codes by which they report.</summary>
    public static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> ReportedElsewhere = new Dictionary<
        string,
        ImmutableArray<string>
    >
    {
        ["DAT-01"] = ["DM209", "DM574"],
        ["DAT-06"] = ["DM219"],
        ["DAT-08"] = ["DM309", "DM310"],
        ["DAT-10"] = ["DM206", "DM242"],
        ["DAT-11"] = ["DM211", "DM213", "DM218"],
        ["DAT-12"] = ["DM315", "DM322"],
        ["DAT-13"] = ["DM208", "DM313", "DM576"],
        ["DAT-16"] = ["DM225", "DM228", "DM230"],
        ["IMG-04"] = ["DM145", "DM408", "DM519"],
        ["IMG-12"] = ["DM145", "DM408"],
        ["IMG-14"] = ["DM408", "DM421"],
        ["IMG-16"] = ["DM318", "DM528"],
        ["IMG-17"] = ["DM317"],
        ["LNK-04"] = ["DM406", "DM504"],
        ["MD-001"] = ["DM532"],
        ["MD-013"] = ["DM103", "DM104", "DM105"],
        ["MD-014"] = ["DM130", "DM132", "DM133", "DM134", "DM138"],
        ["MD-015"] = ["DM407"],
        ["MD-025"] = ["DM532"],
        ["MRG-01"] = ["DM122", "DM550", "DM603"],
        ["MRG-07"] = ["DM555", "DM604"],
        ["MRG-09"] = ["DM405"],
        ["SCH-01"] = ["DM609"],
        ["SCH-02"] = ["DM610"],
        ["SCH-03"] = ["DM611"],
        ["SCH-04"] = ["DM613"],
        ["SCH-06"] = ["DM614"],
        ["SIZ-03"] = ["DM404", "DM543"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The rules of all checks, by code: the table of the reference.</summary>
    public static ImmutableArray<CheckRule> Rules { get; } =
    [
        .. All.SelectMany(check => check.Rules)
            .Append(LinksAnswer.Rule)
            .Concat(BrowserChecks.Rules)
            .OrderBy(rule => rule.Rule.Code, StringComparer.Ordinal),
    ];

    /// <summary>The rule of a code; null when no check has it.</summary>
    public static CheckRule? Find(string code) => Rules.FirstOrDefault(rule => rule.Rule.Code == code);
}
