using System.Runtime.CompilerServices;
using System.Text;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>
/// Markup that is safe to send. It is made from an interpolated text, whose values are escaped unless they are markup themselves.
/// </summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    public static Html Of(MarkupHandler handler) => new(handler.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;
}

/// <summary>Builds <see cref="Html"/> from an interpolated text.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly StringBuilder _markup;

    public MarkupHandler(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + (16 * formattedCount));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(string? text) => _markup.Append(MergeTagHtml.Escape(text ?? ""));

    public void AppendFormatted(long number) => _markup.Append(number);

    public void AppendFormatted(Html html) => _markup.Append(html.Text);

    public void AppendFormatted(IEnumerable<Html> parts) => _markup.Append(Html.Join(parts).Text);

    public override string ToString() => _markup.ToString();
}
