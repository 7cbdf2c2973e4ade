using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>One rendering: walks the blocks, writes values escaped for the part, collects warnings.</summary>
internal sealed class MergeTagEvaluation(MergeTagContext context)
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<MergeTagWarning>.Builder _warnings = ImmutableArray.CreateBuilder<MergeTagWarning>();
    private readonly MergeTagValues _values = new(context);

    public string Text => context.Part == MergeTagTarget.Subject ? OneLine(_text.ToString()) : _text.ToString();

    public ImmutableArray<MergeTagWarning> Warnings => [.. _warnings.OrderBy(warning => warning.Offset)];

    public void Write(ImmutableArray<MergeTagNode> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case LiteralNode literal:
                    _text.Append(literal.Text);
                    break;
                case TagNode tag:
                    Write(tag);
                    break;
                case BlockNode block:
                    Write(block);
                    break;
                default:
                    Warn(
                        MergeTagWarnings.UndocumentedForm,
                        "This form of a fallback is not documented; give the merge field a default instead.",
                        node.Offset
                    );
                    break;
            }
        }
    }

    private void Write(TagNode tag)
    {
        var value = _values.Find(tag.Name);
        switch (value.Kind)
        {
            case ValueKind.Text:
                _text.Append(Escape(value.Text));
                break;
            case ValueKind.Markup:
                _text.Append(value.Text);
                break;
            case ValueKind.Unsupported:
                Warn(MergeTagWarnings.UnsupportedTag, $"*|{tag.Name}|* is not filled here.", tag.Offset);
                _text.Append("*|").Append(tag.Name).Append("|*");
                break;
            default:
                Warn(MergeTagWarnings.UnknownTag, $"*|{tag.Name}|* is neither a merge field of the audience nor a system tag.", tag.Offset);
                _text.Append("*|").Append(tag.Name).Append("|*");
                break;
        }
    }

    private void Write(BlockNode block)
    {
        if (Choose(block) is { } arm)
            Write(arm.Nodes);
    }

    /// <summary>The first arm that holds; null when none does.</summary>
    public BlockArm? Choose(BlockNode block) => block.Arms.FirstOrDefault(arm => arm.Condition is null || Holds(arm.Condition));

    private bool Holds(MergeTagCondition condition) =>
        condition is GroupCondition groups ? Holds(groups) : Holds((FieldCondition)condition);

    private bool Holds(FieldCondition condition)
    {
        if (condition.JoinsSeveral)
            Warn(MergeTagWarnings.BooleanOperator, "Conditions know no AND and OR; nest them, or use ELSEIF.", condition.Offset);
        var value = _values.Find(condition.Field);
        if (value.Kind == ValueKind.Unknown)
            Warn(
                MergeTagWarnings.UnknownTag,
                $"{condition.Field} is neither a merge field of the audience nor a system tag.",
                condition.Offset
            );
        if (value.IsDefault)
            Warn(
                MergeTagWarnings.DefaultInCondition,
                $"The default of {condition.Field} decides this condition; Mailchimp may see an empty value.",
                condition.Offset
            );
        return new FieldComparison(condition, value, Warn).Holds() != condition.IsNegated;
    }

    private bool Holds(GroupCondition condition)
    {
        var known = Find(context.Groups, condition.Category);
        if (known.IsDefault)
        {
            Warn(MergeTagWarnings.UnknownGroup, $"The audience has no group category ‘{condition.Category}’.", condition.Offset);
            return false;
        }
        var chosen = Find(context.Interests, condition.Category);
        var any = false;
        foreach (var name in condition.Groups(Known))
        {
            if (!Known(name))
                Warn(MergeTagWarnings.UnknownGroup, $"The category ‘{condition.Category}’ has no group ‘{name}’.", condition.Offset);
            else
                any |= !chosen.IsDefault && (chosen.Contains(name) || chosen.Contains(Decoded(name)));
        }
        return any;

        bool Known(string name) => known.Contains(name) || known.Contains(Decoded(name));
    }

    private ImmutableArray<string> Find(ImmutableDictionary<string, ImmutableArray<string>> groups, string category) =>
        groups.TryGetValue(category, out var names) || groups.TryGetValue(Decoded(category), out names) ? names : default;

    /// <summary>
    /// An HTML writer turns the <c>&amp;</c> of a group's name into an entity inside the tag; both spellings are understood there.
    /// </summary>
    private string Decoded(string name) => context.Part == MergeTagTarget.Html ? System.Net.WebUtility.HtmlDecode(name) : name;

    private void Warn(string code, string message, int offset) => _warnings.Add(new MergeTagWarning(code, message, offset));

    private string Escape(string value) => context.Part == MergeTagTarget.Html ? MergeTagHtml.Escape(value) : value;

    private static string OneLine(string text) => text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\r', ' ').Replace('\n', ' ');
}
