using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails;

/// <summary>The finished message. What is here is what is sent.</summary>
public sealed record Email
{
    /// <summary>The subject line, with figures printed and merge tags as they go out.</summary>
    public required string Subject { get; init; }

    /// <summary>The preheader, likewise.</summary>
    public required string Preheader { get; init; }

    /// <summary>From name.</summary>
    public required string FromName { get; init; }

    /// <summary>From and reply-to address.</summary>
    public required string ReplyTo { get; init; }

    /// <summary>The HTML part, CSS inlined; images as <c>images/&lt;name&gt;</c>.</summary>
    public required string Html { get; init; }

    /// <summary>The text part.</summary>
    public required string Text { get; init; }

    /// <summary>The archive's page of the issue.</summary>
    public required string Web { get; init; }

    /// <summary>The preheader as the archive prints it: for no subscriber in particular, so without merge tags. Not escaped.</summary>
    public string Summary { get; init; } = "";

    /// <summary>
    /// <see cref="Web"/> with <see cref="EmailSource.Attribute"/> on the elements that come from a place in a source file. For checks.
    /// </summary>
    public string MarkedWeb { get; init; } = "";

    /// <summary>Every picture of <see cref="Html"/>, each file once.</summary>
    public required ImmutableArray<EmailImage> Images { get; init; }

    /// <summary>CSV files that <see cref="Web"/> links to, one a chart.</summary>
    public ImmutableArray<EmailFile> DataFiles { get; init; } = [];

    /// <summary>Merge tags of the parts and the subject, of templates too, in order, each use once.</summary>
    public required ImmutableArray<MergeTag> MergeTags { get; init; }

    /// <summary>
    /// <see cref="Html"/> parsed, with <see cref="EmailSource.Attribute"/> on the elements that come from a place in a source file.
    /// For checks, which read it and change nothing.
    /// </summary>
    public required IHtmlDocument Document { get; init; }

    /// <summary>Where the HTML of the templates did not nest and was corrected.</summary>
    public ImmutableArray<MarkupFault> MarkupFaults { get; init; } = [];

    /// <summary>
    /// Paths of the layouts that could not be drawn, with a finding that says why: what a check would say of them has no ground.
    /// </summary>
    public ImmutableArray<string> MissingLayouts { get; init; } = [];
}

/// <summary>A picture of the email.</summary>
/// <param name="FileName">Name under <c>images/</c>, from a hash of the bytes.</param>
public sealed record EmailImage(string FileName, ImmutableArray<byte> Bytes, string MediaType)
{
    /// <summary>What findings call it: the author's file, or the chart that it is of.</summary>
    public string Name { get; init; } = FileName;

    /// <summary>Pixels across; 0 when nobody said.</summary>
    public int Width { get; init; }

    /// <summary>Pixels down.</summary>
    public int Height { get; init; }

    /// <summary>Whether the ground shines through.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>The address in the HTML: <c>images/&lt;name&gt;</c>.</summary>
    public string Url => "images/" + FileName;
}

/// <summary>A file beside the web page.</summary>
public sealed record EmailFile(string FileName, ImmutableArray<byte> Bytes);
