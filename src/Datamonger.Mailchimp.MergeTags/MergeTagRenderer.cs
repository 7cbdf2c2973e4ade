using System.Collections.Immutable;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>
/// Renders Mailchimp's merge tags for one person.
/// To render one text for many people, read it once with <see cref="MergeTagTemplate.Parse"/>.
/// </summary>
public static class MergeTagRenderer
{
    /// <summary>Renders a text for the person, campaign and part that <paramref name="context"/> describes.</summary>
    public static RenderedMergeTags Render(string template, MergeTagContext context) => MergeTagTemplate.Parse(template).Render(context);
}

/// <summary>What a text with merge tags became.</summary>
/// <param name="Text">The rendered text; the source as it was when there are errors.</param>
/// <param name="Warnings">What Mailchimp may do otherwise, or what the author probably did not mean.</param>
/// <param name="Errors">Blocks that do not open and close as they must.</param>
public sealed record RenderedMergeTags(string Text, ImmutableArray<MergeTagWarning> Warnings, ImmutableArray<MergeTagError> Errors);

/// <summary>Something about a tag that is worth a look.</summary>
/// <param name="Code">One of the names in <see cref="MergeTagWarnings"/>.</param>
/// <param name="Message">What is the matter, in a sentence. It holds tag names, never a person's values.</param>
/// <param name="Offset">Where the tag begins, counted in characters from 0.</param>
public sealed record MergeTagWarning(string Code, string Message, int Offset);

/// <summary>A block that does not open and close as it must.</summary>
/// <param name="Kind">Which mistake it is.</param>
/// <param name="Message">Such as <c>unclosed IF</c>.</param>
/// <param name="Tag">The tag at fault.</param>
/// <param name="Begun">The kind of the block that is open there, <c>IF</c> or <c>INTERESTED</c>; null for none.</param>
public sealed record MergeTagError(MergeTagErrorKind Kind, string Message, MergeTagUse Tag, string? Begun = null);

/// <summary>What is wrong with a tag that opens, divides or closes a block.</summary>
public enum MergeTagErrorKind
{
    /// <summary>A block that is not closed.</summary>
    Unclosed,

    /// <summary>An end, an ELSE or an ELSEIF that fits no open block.</summary>
    Stray,

    /// <summary>An ELSE or an ELSEIF behind the block's ELSE.</summary>
    AfterElse,

    /// <summary>Blocks within blocks beyond all reason.</summary>
    TooDeep,
}

/// <summary>The codes of <see cref="MergeTagWarning"/>.</summary>
public static class MergeTagWarnings
{
    /// <summary>No field and no system tag has this name; it is left as it is.</summary>
    public const string UnknownTag = "unknown-tag";

    /// <summary>Mailchimp knows the tag, this renderer does not fill it; it is left as it is.</summary>
    public const string UnsupportedTag = "unsupported-tag";

    /// <summary>The audience has no such group or category; the block is hidden.</summary>
    public const string UnknownGroup = "unknown-group";

    /// <summary>A condition was decided by a field's default; whether Mailchimp does so is not documented.</summary>
    public const string DefaultInCondition = "default-in-condition";

    /// <summary>A field that is not a number is compared by order.</summary>
    public const string TextFieldOrdering = "text-field-ordering";

    /// <summary>A condition holds AND or OR, which Mailchimp does not know.</summary>
    public const string BooleanOperator = "boolean-operator";

    /// <summary>Only upper and lower case differ between value and condition.</summary>
    public const string CaseDiffers = "case-differs";

    /// <summary>The value “0” counts as a value here; what Mailchimp does is not documented.</summary>
    public const string ZeroInCondition = "zero-in-condition";

    /// <summary>A form such as <c>*|FNAME|fallback:there|*</c>, which circulates but is not documented; it is left as it is.</summary>
    public const string UndocumentedForm = "undocumented-form";
}
