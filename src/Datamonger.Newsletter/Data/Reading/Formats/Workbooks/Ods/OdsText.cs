using System.Text;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;

/// <summary>Puts the text of an OpenDocument cell together.</summary>
/// <remarks>
/// ODF 1.3 part 3, 6.1.2: blanks of the XML are one blank at most, and none at the start of a paragraph; blanks that are meant are
/// elements.
/// </remarks>
internal sealed class OdsText
{
    private readonly StringBuilder _text = new();
    private StringBuilder? _plain;
    private int _paragraphs;
    private bool _swallowsBlank;

    public void BeginParagraph()
    {
        if (_paragraphs++ > 0)
            Append("\n", isRaised: false);
        _swallowsBlank = true;
    }

    public void Append(string run, bool isRaised)
    {
        if (isRaised && !RichText.IsPowerAfter(_text.ToString(), run))
            _plain ??= new StringBuilder(_text.ToString());
        else
            _plain?.Append(run);
        _text.Append(run);
        _swallowsBlank = false;
    }

    public void AppendCollapsed(string run, bool isRaised)
    {
        if (run.AsSpan().ContainsAny(" \t\r\n"))
            run = Collapse(run);
        if (run.Length == 0)
            return;
        Append(run, isRaised);
        _swallowsBlank = run[^1] == ' ';
    }

    public (string Text, string? Plain) Finish() => (_text.ToString(), _plain?.ToString());

    private string Collapse(string run)
    {
        var collapsed = new StringBuilder(run.Length);
        var swallows = _swallowsBlank;
        foreach (var c in run)
        {
            var isBlank = c is ' ' or '\t' or '\r' or '\n';
            if (!isBlank)
                collapsed.Append(c);
            else if (!swallows)
                collapsed.Append(' ');
            swallows = isBlank;
        }
        return collapsed.ToString();
    }
}
