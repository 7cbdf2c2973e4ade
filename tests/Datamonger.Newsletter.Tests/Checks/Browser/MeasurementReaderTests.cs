using System.Text;
using Datamonger.Newsletter.Checks.Browser;

namespace Datamonger.Newsletter.Tests.Checks.Browser;

public sealed class MeasurementReaderTests
{
    private const string Look = """
        [{"page": 1, "width": 375, "dark": true, "styled": true, "isInScheme": true, "overflows": [{"element": 7, "width": 410}],
          "texts": [{"element": 8, "text": "Größe", "ink": [1, 2, 3], "ground": [255, 255, 255], "size": 13.5, "weight": 400}], "unclear": 2,
          "overlaps": [{"element": 9, "text": "over", "other": "under"}],
          "targets": [{"element": 10, "text": "here", "inSentence": false, "left": 1.5, "top": 2, "width": 30, "height": 18.25}]}]
        """;

    [Fact]
    public void What_was_measured_is_read()
    {
        var measured = Assert.Single(MeasurementReader.Read($"<html>measured:{Base64(Look)}:</html>")!.Value);
        Assert.Equal((1, new PageLook(375, IsDark: true), true, 2), (measured.Page, measured.Look, measured.IsInScheme, measured.Unclear));
        Assert.Equal(new WideElement(7, 410), Assert.Single(measured.Overflows));
        Assert.Equal(new PaintedText(8, "Größe", new(1, 2, 3), new(255, 255, 255), 13.5, 400), Assert.Single(measured.Texts));
        Assert.Equal(new OverlappingText(9, "over", "under"), Assert.Single(measured.Overlaps));
        Assert.Equal(new LinkBox(10, "here", false, 1.5, 2, 30, 18.25), Assert.Single(measured.Targets));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Not measured</body></html>")]
    [InlineData("<html>measured:</html>")]
    [InlineData("<html>measured:W10=")]
    [InlineData("<html>measured:\"][:</html>")]
    public void A_document_that_is_not_done_has_no_measurements(string document) => Assert.Null(MeasurementReader.Read(document));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
