using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Tests.MergeTags;

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
    [InlineData(
        "*|HTML:LIST_ADDRESS_HTML|*",
        "<div class=\"vcard\"><span class=\"org fn\">Foo &amp; Co</span><div class=\"adr\">1 Main St<br>Zurich<br>ZH 8001<br>CH</div></div>"
    )]
    [InlineData("**|FNAME|**", "*Ada*")]
    [InlineData("*|INTERESTED:Topics:Arts &amp; Crafts|*yes*|END:INTERESTED|*", "yes")]
    [InlineData("*|IF:PLAN!=FREE|*a*|END:IF|**|IF:AGE<36|*b*|END:IF|**|IF:AGE<=36|*c*|END:IF|*", "ac")]
    [InlineData("*|IFNOT:PLAN=PRO|*a*|ELSE:|*b*|END:IF|*", "b")]
    [InlineData("*|INTERESTED:Topics:Sport, Science|*S*|END:INTERESTED|*", "S")]
    [InlineData("*|INTERESTED:Topics:Sport ,Arts & Crafts |*A*|END:INTERESTED|*", "A")]
    public void Fills_the_tag(string template, string rendered)
    {
        var result = MergeTagRenderer.Render(template, MergeTagFixture.Ada);

        Assert.Equal(rendered, result.Text);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("", "36", "tt")]
    [InlineData("=36", "36", "tt")]
    [InlineData("=36", "36.0", "ff")]
    [InlineData("!=36", "36", "ff")]
    [InlineData("!=36", "", "tt")]
    [InlineData("=36", "", "ff")]
    [InlineData(">4", "36", "tf")]
    [InlineData(">36", "36", "ff")]
    [InlineData(">=36", "36", "tt")]
    [InlineData(">=37", "36", "ff")]
    [InlineData("<4", "36", "ft")]
    [InlineData("<36", "36", "ff")]
    [InlineData("<=36", "36", "tt")]
    [InlineData("<=35", "36", "ff")]
    [InlineData("<=35", "", "ff")]
    [InlineData(">1", "many", "ft")]
    public void A_condition_orders_numbers_by_size_and_texts_by_their_characters(string condition, string value, string numberThenText)
    {
        bool Holds(string type) =>
            MergeTagRenderer
                .Render(
                    $"*|IF:X{condition}|*yes*|END:IF|*",
                    new MergeTagContext
                    {
                        Now = DateTimeOffset.UnixEpoch,
                        Fields = [new MergeTagField("X", type, "", 9)],
                        Values = ImmutableDictionary<string, string>.Empty.Add("X", value),
                    }
                )
                .Text == "yes";

        Assert.Equal(numberThenText, $"{(Holds("number") ? 't' : 'f')}{(Holds("text") ? 't' : 'f')}");
    }

    [Theory]
    [InlineData("a *|IF:X|* b", "unclosed IF", 2)]
    [InlineData("*|IF:X|**|INTERESTED:T:A|**|END:IF|*", "unclosed INTERESTED", 8)]
    [InlineData("*|IF:X|*a*|END:INTERESTED|*b", "END:INTERESTED without INTERESTED", 9)]
    [InlineData("*|ELSE:|*", "ELSE: without IF", 0)]
    [InlineData("x*|ELSEIF:A=1|*", "ELSEIF without IF", 1)]
    [InlineData("*|IF:A|**|ELSE:|**|ELSE:|**|END:IF|*", "second ELSE:", 17)]
    [InlineData("*|IF:A|**|ELSE:|**|ELSEIF:B|**|END:IF|*", "ELSEIF after ELSE:", 17)]
    [InlineData("*|END:INTERESTED|*", "END:INTERESTED without INTERESTED", 0)]
    public void Says_where_a_block_does_not_open_or_close(string template, string messages, int offset)
    {
        var result = MergeTagRenderer.Render(template, MergeTagFixture.Ada);

        Assert.Equal(messages, string.Join("; ", result.Errors.Select(error => error.Message)));
        Assert.Equal(offset, result.Errors[0].Tag.Offset);
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

    [Theory]
    [InlineData("IF:PLAN!=PRO", true)]
    [InlineData("IF:PLAN=PRO", false)]
    [InlineData("IF:PLAN=", false)]
    [InlineData("IF:PLAN>A", false)]
    [InlineData("IF:PLAN>=A", false)]
    [InlineData("IF:PLAN<Z", false)]
    [InlineData("IF:PLAN<=Z", false)]
    [InlineData("IF:PLAN", false)]
    [InlineData("IFNOT:PLAN", true)]
    [InlineData("IFNOT:PLAN=PRO", true)]
    [InlineData("IFNOT:PLAN!=PRO", false)]
    [InlineData("IF:AGE!=36", true)]
    [InlineData("IF:AGE<99", false)]
    [InlineData("IF:AGE>0", false)]
    public void Where_there_is_no_value(string condition, bool holds)
    {
        var context = MergeTagFixture.With("PLAN", "");
        context = context with { Values = context.Values.SetItem("AGE", "") };

        Assert.Equal(holds ? "yes" : "no", MergeTagRenderer.Render($"*|{condition}|*yes*|ELSE:|*no*|END:IF|*", context).Text);
    }

    [Theory]
    [InlineData("a*|IF:X|*b*|ELSE:|*c", "abc")]
    [InlineData("a*|IF:PLAN=PRO|*b*|INTERESTED:Topics:Science|*c*|END:IF|*d", "abcd")]
    [InlineData("a*|END:IF|*b*|ELSE:|*c", "abc")]
    [InlineData("*|IF:PLAN=PRO|*a*|FNAME|**|END:INTERESTED|*b", "a[FNAME]b")]
    public void Nothing_is_lost_where_blocks_do_not_close(string template, string rendered) =>
        Assert.Equal(rendered, MergeTagTemplate.Parse(template).Render(MergeTagFixture.Ada, tag => $"[{tag.Name}]"));

    [Theory]
    [InlineData("x*|IF:A|*y*|ELSEIF:B=1|*z*|ELSE:|*w*|END:IF|*v")]
    [InlineData("*|INTERESTED:T:A|**|FNAME|**|IF:B|**|END:IF|**|END:INTERESTED|*")]
    public void Pieces_and_tags_make_up_the_source(string source)
    {
        Assert.Equal(source, Written(MergeTagTemplate.Parse(source).Nodes));

        string Written(ImmutableArray<MergeTagNode> nodes) =>
            string.Concat(
                nodes.Select(node =>
                    node is BlockNode block
                        ? string.Concat(block.Arms.Select(arm => arm.Tag.Text + Written(arm.Nodes))) + source[block.Arms[^1].End..block.End]
                        : source[node.Offset..node.End]
                )
            );
    }

    [Fact]
    public void A_number_that_is_none_is_neither_more_nor_less() =>
        Assert.Equal(
            "",
            MergeTagRenderer.Render("*|IF:AGE>1|*a*|END:IF|**|IF:AGE<1|*b*|END:IF|*", MergeTagFixture.With("AGE", "many")).Text
        );

    [Fact]
    public void A_subject_is_one_line() =>
        Assert.Equal(
            "Ada  Bcc: x",
            MergeTagRenderer
                .Render("*|FNAME|*", MergeTagFixture.With("FNAME", "Ada\r\n\nBcc: x") with { Part = MergeTagTarget.Subject })
                .Text
        );

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
