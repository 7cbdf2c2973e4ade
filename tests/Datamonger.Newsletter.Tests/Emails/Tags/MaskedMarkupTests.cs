using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Tests.Emails.Tags;

/// <summary>A masked tag is a comment where text could stand, and a word everywhere else; in the end it is the tag again.</summary>
public sealed class MaskedMarkupTests
{
    [Theory]
    [InlineData("<p>@</p>", "<p><!--@--></p>")]
    [InlineData("<table>@<tr><td>@</td></tr></table>", "<table><!--@--><tr><td><!--@--></td></tr></table>")]
    [InlineData("<p title=\">@\">@</p>", "<p title=\">@\"><!--@--></p>")]
    [InlineData("<p title='>@'>@</p>", "<p title='>@'><!--@--></p>")]
    [InlineData("<p title='\">@'>@</p>", "<p title='\">@'><!--@--></p>")]
    [InlineData("<a href=\"@\">x</a>", "<a href=\"@\">x</a>")]
    [InlineData("<title>@</title>@", "<title>@</title><!--@-->")]
    [InlineData("<!-- @ -->@", "<!-- @ --><!--@-->")]
    [InlineData("a < b @", "a < b <!--@-->")]
    public void A_word_becomes_a_comment_where_text_stands(string html, string expected)
    {
        var mask = new MergeTagMask();
        var word = mask.Mask(new MergeTag("*|FNAME|*", SourceLocation.StartOf("x")));
        string Filled(string text) => text.Replace("@", word, StringComparison.Ordinal);
        var prepared = MaskedMarkup.IntoComments(Filled(html), mask);
        Assert.Equal(Filled(expected), prepared);
        Assert.Equal(html.Replace("@", "*|FNAME|*", StringComparison.Ordinal), mask.Unmask(MaskedMarkup.OutOfComments(prepared, mask)));
    }

    [Theory]
    [InlineData("|@", "│*|FNAME|*")]
    [InlineData("@|", "*|FNAME|*│")]
    [InlineData("*|@|*", "*│*|FNAME|*│*")]
    [InlineData("*@*", "**|FNAME|**")]
    [InlineData("*|UNSUB|* @", "*│UNSUB│* *|FNAME|*")]
    public void Nothing_beside_a_tag_makes_another(string text, string expected)
    {
        var mask = new MergeTagMask();
        var word = mask.Mask(new MergeTag("*|FNAME|*", SourceLocation.StartOf("x")));
        Assert.Equal(expected, mask.Unmask(text.Replace("@", word, StringComparison.Ordinal)));
    }
}
