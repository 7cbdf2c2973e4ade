using Datamonger.Mailchimp.Sandbox.MergeTags;

namespace Datamonger.Newsletter.Tests.Sandbox.MergeTags;

public sealed class MergeTagRendererTests
{
    [Theory]
    [InlineData("*|MERGE0|* *|MERGE1|* *|MERGE3|*", "ada@example.com Ada 36")]
    [InlineData("*|EMAIL_UID|* *|CAMPAIGN_UID|* *|UNIQID|* *|LIST:UID|*", "ue1 c1 x1 a1b2c3d4e5")]
    [InlineData("*|MC_LANGUAGE|* *|MC_LANGUAGE_LABEL|*", "de German")]
    [InlineData("*|LIST:NAME|* *|LIST:DESCRIPTION|* *|LIST:SUBSCRIBERS|* *|LIST:PHONE|*", "Readers You asked for it. 3 +41 1")]
    [InlineData("*|DATE:l jS F Y, g:i a|*", "Sunday 22nd November 2026, 9:05 am")]
    [InlineData("*|DATE:D N w d n M y H G h s A|*", "Sun 7 0 22 11 Nov 26 09 9 09 00 AM")]
    [InlineData("*|DATE:\\Y\\e\\a\\r Y|*", "Year 2026")]
    [InlineData("*|MC:DATE|*", "11/22/2026")]
    [InlineData("*|IF:REWARDS|* *|HTML:REWARDS|* *|END:IF|*", "")]
    [InlineData("*|HTML:LIST_ADDRESS_HTML|*", "<div class=\"vcard\"><span class=\"org fn\">Foo &amp; Co</span><div class=\"adr\">1 Main St<br>Zurich<br>ZH 8001<br>CH</div></div>")]
    [InlineData("**|FNAME|**", "*Ada*")]
    [InlineData("*|INTERESTED:Topics:Arts &amp; Crafts|*yes*|END:INTERESTED|*", "yes")]
    [InlineData("*|IF:PLAN!=FREE|*a*|END:IF|**|IF:AGE<36|*b*|END:IF|**|IF:AGE<=36|*c*|END:IF|*", "ac")]
    [InlineData("*|IFNOT:PLAN=PRO|*a*|ELSE:|*b*|END:IF|*", "b")]
    public void Fills_the_tag(string template, string rendered)
    {
        var result = MergeTagRenderer.Render(template, MergeTagFixture.Ada);

        Assert.Equal(rendered, result.Text);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("a *|IF:X|* b", "unclosed IF", 2)]
    [InlineData("*|IF:X|**|INTERESTED:T:A|**|END:IF|*", "unclosed IF; unclosed INTERESTED; END:IF without IF", 0)]
    [InlineData("*|ELSE:|*", "ELSE: without IF", 0)]
    [InlineData("x*|ELSEIF:A=1|*", "ELSEIF without IF", 1)]
    [InlineData("*|IF:A|**|ELSE:|**|ELSE:|**|END:IF|*", "second ELSE:", 17)]
    [InlineData("*|IF:A|**|ELSE:|**|ELSEIF:B|**|END:IF|*", "ELSEIF after ELSE:", 17)]
    [InlineData("*|END:INTERESTED|*", "END:INTERESTED without INTERESTED", 0)]
    public void Says_where_a_block_does_not_open_or_close(string template, string messages, int offset)
    {
        var result = MergeTagRenderer.Render(template, MergeTagFixture.Ada);

        Assert.Equal(messages, string.Join("; ", result.Errors.Select(error => error.Message)));
        Assert.Equal(offset, result.Errors[0].Offset);
        Assert.Equal(template, result.Text);
    }

    [Theory]
    [InlineData("*|FNAME|fallback:there|*", MergeTagWarnings.UndocumentedForm)]
    [InlineData("*|RSSITEM:TITLE|*", MergeTagWarnings.UnsupportedTag)]
    [InlineData("*|ABOUT_LIST|*", MergeTagWarnings.UnsupportedTag)]
    [InlineData("*|ELSE|*", MergeTagWarnings.UnknownTag)]
    public void Leaves_what_it_cannot_fill_and_says_so(string template, string code)
    {
        var result = MergeTagRenderer.Render("é " + template, MergeTagFixture.Ada);

        Assert.Equal("é " + template, result.Text);
        Assert.Equal((code, 2), (Assert.Single(result.Warnings).Code, result.Warnings[0].Offset));
    }

    [Theory]
    [InlineData("*|IF:PLAN=pro|*x*|END:IF|*", MergeTagWarnings.CaseDiffers)]
    [InlineData("*|IF:ZIPTXT|*x*|END:IF|*", MergeTagWarnings.ZeroInCondition)]
    public void Warns_where_Mailchimp_may_decide_otherwise(string template, string code) =>
        Assert.Equal(code, Assert.Single(MergeTagRenderer.Render(template, MergeTagFixture.With("ZIPTXT", "0")).Warnings).Code);

    [Fact]
    public void A_number_that_is_none_is_neither_more_nor_less() =>
        Assert.Equal("", MergeTagRenderer.Render("*|IF:AGE>1|*a*|END:IF|**|IF:AGE<1|*b*|END:IF|*", MergeTagFixture.With("AGE", "many")).Text);

    [Fact]
    public void A_subject_is_one_line() =>
        Assert.Equal("Ada  Bcc: x", MergeTagRenderer.Render("*|FNAME|*", MergeTagFixture.With("FNAME", "Ada\r\n\nBcc: x") with { Part = MergeTagPart.Subject }).Text);

    [Fact]
    public void A_subject_that_asks_for_itself_ends()
    {
        var context = MergeTagFixture.Ada with { Campaign = new MergeTagCampaign("c", "Re: *|MC:SUBJECT|*", "*|MC_PREVIEW_TEXT|*!") };

        Assert.Equal("Re:  / !", MergeTagRenderer.Render("*|MC:SUBJECT|* / *|MC_PREVIEW_TEXT|*", context).Text);
    }

    [Fact]
    public void Names_every_tag_also_where_nobody_sees_it()
    {
        var template = MergeTagTemplate.Parse("*|IF:PLAN=FREE|*a*|ELSE:|**|NOSUCH|**|END:IF|*");

        Assert.Equal(["IF:PLAN=FREE", "ELSE:", "NOSUCH", "END:IF"], template.Tags.Select(tag => tag.Name));
        Assert.Equal(26, template.Tags[2].Offset);
    }

    [Fact]
    public void Blocks_nested_without_end_are_an_error_not_a_crash()
    {
        var template = string.Concat(Enumerable.Repeat("*|IF:FNAME|*", 20_000)) + string.Concat(Enumerable.Repeat("*|END:IF|*", 20_000));

        Assert.NotEmpty(MergeTagRenderer.Render(template, MergeTagFixture.Ada).Errors);
    }
}
