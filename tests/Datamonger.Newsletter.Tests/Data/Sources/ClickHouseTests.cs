namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>
/// The client of ClickHouse's HTTP interface, against a stand-in over real HTTP: what it asks, and what it makes of each answer.
/// </summary>
public sealed class ClickHouseTests
{
    [Fact]
    public async Task A_query_is_sent_read_only_with_limits_and_its_password_in_a_header()
    {
        using var server = ClickHouseStub.Giving("n\nUInt8\n1\n");
        using var issue = new SourceIssue("clickhouse", server.Address, "allow_private: true, row_limit: 500, timeout: 20");
        Assert.Equal("n:Integer | 1", await issue.AskAsync("select 1 as n"));
        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ("POST", "/", "reader", "not-a-secret", "select 1 as n"),
            (request.Method, request.Path, request.User, request.Key, request.Sql)
        );
        Assert.Equal(
            ("stats", "1", "20", "500", "throw", "1"),
            (
                request.Parameters["database"],
                request.Parameters["readonly"],
                request.Parameters["max_execution_time"],
                request.Parameters["max_result_rows"],
                request.Parameters["result_overflow_mode"],
                request.Parameters["wait_end_of_query"]
            )
        );
        Assert.DoesNotContain("not-a-secret", request.Parameters.Values);
    }

    [Theory]
    [InlineData("Nullable(Int64)", "-9007199254740993", "Integer -9007199254740993")]
    [InlineData("UInt64", "18446744073709551615", "Decimal 18446744073709551615")]
    [InlineData("UInt64", "42", "Integer 42")]
    [InlineData("Decimal(10, 2)", "11460.50", "Decimal 11460.50")]
    [InlineData("Float64", "0.1", "Double 0.1")]
    [InlineData("Float64", "nan", "Double NaN")]
    [InlineData("Bool", "true", "Boolean True")]
    [InlineData("LowCardinality(Nullable(String))", "Lambeth", "Text Lambeth")]
    [InlineData("FixedString(2)", "ab", "Text ab")]
    [InlineData("Enum8('low' = 1)", "low", "Text low")]
    [InlineData("UUID", "7c0a7ba0-0000-4000-8000-000000000000", "Text 7c0a7ba0-0000-4000-8000-000000000000")]
    [InlineData("Date", "2017-03-16", "Date 2017-03-16")]
    [InlineData("DateTime('Europe/London')", "2017-03-16 09:30:00", "Timestamp 2017-03-16T09:30:00")]
    [InlineData("Nullable(DateTime64(3))", "2017-03-16 09:30:00.250", "Timestamp 2017-03-16T09:30:00.25")]
    [InlineData("Nullable(String)", "\\N", "Text ∅")]
    [InlineData("String", "a\\tb\\\\N\\'", "Text a\tb\\N'")]
    [InlineData("String", "", "Text ")]
    [InlineData("Decimal(10, 2)", "86.1", "Decimal 86.10")]
    [InlineData("Float64", "-inf", "Double -Infinity")]
    public async Task Types_come_back_as_ours(string type, string cell, string expected)
    {
        using var server = ClickHouseStub.Giving($"x\n{type.Replace("\'", "\\\\\'", StringComparison.Ordinal)}\n{cell}\n");
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Equal(
            "x:" + expected.Replace(" ", " | ", StringComparison.Ordinal),
            (await issue.AskAsync("select x")).Replace("  ", " ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Array(UInt8)", "[1,2]", "Make a text of it: arrayStringConcat(x, ', ').")]
    [InlineData("Map(String, UInt8)", "{}", "Make a text of it: toString(x).")]
    [InlineData("Tuple(UInt8, UInt8)", "[1,2]", "Make a text of it: toString(x).")]
    [InlineData("Decimal(60, 10)", "12345678901234567890123456789012345.1", "Make a text of it: toString(x).")]
    public async Task What_no_table_holds_is_refused(string type, string cell, string hint)
    {
        using var server = ClickHouseStub.Giving($"x\n{type}\n{cell}\n");
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains(
            $"error DM210: \"x\" is of the type {type}, or has a value, that cannot be shown. [{hint}]",
            await issue.AskAsync("select x"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "Code: 62. DB::Exception: Syntax error: failed at position 10 ('frm') (line 2, col 1): frm x. Expected one of: token, Comma. "
            + "(SYNTAX_ERROR) (version 23.8.2.7)",
        "10:1: error DM201: Syntax error: ('frm') (line 2, col 1): frm x."
    )]
    [InlineData(
        "Code: 47. DB::Exception: Missing columns: 'x' while processing query. (UNKNOWN_IDENTIFIER) (version 23.8.2.7)",
        "6:1: error DM201: Missing columns: 'x' while processing query."
    )]
    [InlineData(
        "Code: 164. DB::Exception: reader: Cannot execute query in readonly mode. (READONLY) (version 23.8.2.7)",
        "error DM202: Reader: Cannot execute query in readonly mode."
    )]
    [InlineData(
        "Code: 62. DB::Exception: Syntax error (Multi-statements are not allowed): failed at position 9 (end of query): ; select 2. . "
            + "(SYNTAX_ERROR)",
        "error DM202: There are several statements; a query is one."
    )]
    [InlineData(
        "Code: 159. DB::Exception: Timeout exceeded: elapsed 30.1 seconds, maximum: 30. (TIMEOUT_EXCEEDED) (version 23.8.2.7)",
        "error DM207: The query was stopped after 30 seconds."
    )]
    [InlineData(
        "Code: 396. DB::Exception: Limit for result exceeded, max rows: 100.00 thousand, current rows: 100.01 thousand. "
            + "(TOO_MANY_ROWS_OR_BYTES)",
        "error DM208: The query gives more than 100,000 rows."
    )]
    [InlineData(
        "Code: 516. DB::Exception: reader: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED) (version 23.8.2.7)",
        "error DM217: The source \"warehouse\" does not answer: Reader: Authentication failed: password is incorrect."
    )]
    [InlineData(
        "<html>502 Bad Gateway</html>",
        "error DM217: The source \"warehouse\" does not answer: it says 500, and is perhaps not ClickHouse."
    )]
    public async Task The_server_s_errors_are_told_in_the_issue_s_terms(string body, string expected)
    {
        using var server = new ClickHouseStub(_ => new(body, 500, ExceptionCode: "62"));
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains(expected, await issue.AskAsync("select 1\nfrm x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n\n")]
    [InlineData("n\nUInt8\tUInt8\n")]
    [InlineData("n\nUInt8\n1\t2\n")]
    [InlineData("n\nUInt8\n1")]
    public async Task An_answer_that_is_cut_short_or_something_else_is_no_table(string body)
    {
        using var server = ClickHouseStub.Giving(body);
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains(
            "error DM217: The source \"warehouse\" does not answer: its answer is cut short, or not ClickHouse's.",
            await issue.AskAsync("select n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_error_behind_the_first_rows_is_an_error()
    {
        using var server = ClickHouseStub.Giving(
            "n\nUInt8\n1\nCode: 159. DB::Exception: Timeout exceeded: elapsed 30.1 seconds. (TIMEOUT_EXCEEDED)\n"
        );
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains("error DM207", await issue.AskAsync("select n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_says_its_own_format_is_refused()
    {
        using var server = new ClickHouseStub(_ => new("1\n", Format: "CSV"));
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains(
            "error DM202: The query says in which format it answers. [Leave FORMAT out.]",
            await issue.AskAsync("select 1 format CSV"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var elsewhere = ClickHouseStub.Giving("n\nUInt8\n1\n");
        using var server = new ClickHouseStub(_ => new("", 307, Location: elsewhere.Address));
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Contains("error DM217", await issue.AskAsync("select 1 as n"), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task More_rows_than_were_asked_for_are_not_read()
    {
        using var server = ClickHouseStub.Giving("n\nUInt8\n" + string.Concat(Enumerable.Repeat("1\n", 11)));
        using var issue = new SourceIssue("clickhouse", server.Address, "allow_private: true, row_limit: 10");
        Assert.Contains("error DM208: The query gives more than 10 rows.", await issue.AskAsync("select n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readonly\t1\nmax_execution_time\t0\n", "")]
    [InlineData("readonly\t2\nmax_execution_time\t0\nmax_result_rows\t0\n", "max_execution_time max_result_rows")]
    [InlineData("readonly\t0\nmax_execution_time\t0\n", "max_execution_time readonly")]
    public async Task Only_what_the_account_may_set_and_the_server_knows_is_set(string settings, string expected)
    {
        using var server = new ClickHouseStub(_ => new("n\nUInt8\n1\n")) { Settings = "name\tvalue\nString\tString\n" + settings };
        using var issue = new SourceIssue("clickhouse", server.Address);
        Assert.Equal("n:Integer | 1", await issue.AskAsync("select 1 as n"));
        Assert.Equal("n:Integer | 1", await issue.AskAsync("select 1 as n"));
        Assert.All(
            server.Requests,
            request =>
                Assert.Equal(
                    expected,
                    string.Join(' ', request.Parameters.Keys.Except(["database", "default_format", "wait_end_of_query"]).Order())
                )
        );
    }
}
