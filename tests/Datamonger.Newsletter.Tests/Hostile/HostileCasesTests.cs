using System.Reflection;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>
/// The attacks that were thought of, by number, and the test or fixture that shows of each what comes of it. A case that loses its test
/// fails here.
/// </summary>
[Trait("Category", "Hostile")]
public sealed class HostileCasesTests
{
    private const string Fixture = "fixture ";
    private const string Nothing = "nothing: ";

    private static readonly (int Number, string What, string[] Shown)[] Cases =
    [
        (1, "scripts in Markdown", ["PreviewBrowserTests.No_script_of_an_issue_template_or_subscriber_ever_runs"]),
        (2, "active schemes in links", ["AddressGateTests.A_refused_address_stands_as_text_wherever_it_was_written"]),
        (3, "active schemes in pictures and references", ["AddressGateTests.A_refused_address_stands_as_text_wherever_it_was_written"]),
        (4, "attributes in braces", ["fixture markdown-html"]),
        (5, "videos", ["HostileIssueTests.A_video_becomes_no_frame"]),
        (6, "frames, forms, styles", ["fixture markdown-html"]),
        (
            7,
            "comments",
            ["RawHtmlTests.A_comment_reaches_no_output", "HostileCellTests.Nothing_of_a_cell_survives_as_markup_or_as_a_merge_tag"]
        ),
        (8, "markup in cells", ["HostileCellTests.Nothing_of_a_cell_survives_as_markup_or_as_a_merge_tag"]),
        (9, "merge tags in cells", ["HostileCellTests.A_merge_tag_in_a_cell_is_refused"]),
        (10, "merge tags in disguise", ["HostileCellTests.Nothing_of_a_cell_survives_as_markup_or_as_a_merge_tag"]),
        (11, "template syntax in cells", ["HostileCellTests.Nothing_of_a_cell_survives_as_markup_or_as_a_merge_tag"]),
        (12, "placeholders in data", ["HeldConditionalsTests.Data_that_look_like_one_stay_data"]),
        (13, "evaluation in figures", ["fixture figure-format-unknown", "fixture template-evaluates"]),
        (14, "templates without end", ["HostileIssueTests.A_template_that_does_not_end_is_stopped"]),
        (15, "YAML bombs", ["HostileIssueTests.Aliases_that_multiply_are_not_read", "YamlReaderTests.Bombs_are_refused_at_once"]),
        (16, "slugs", ["HostileSlugTests.Whatever_front_matter_says_nothing_but_the_issues_folder_changes"]),
        (17, "includes and templates that climb", ["fixture include-unknown", "fixture front-matter-template-climbs"]),
        (18, "pictures that climb", ["fixture markdown-pictures-wrong"]),
        (
            19,
            "links, pipes, devices",
            ["FileGuardTests.A_pipe_is_refused_without_waiting_for_its_other_end", "FileGuardTests.Refuses_a_link_to_a_file"]
        ),
        (
            20,
            "files exchanged while opened",
            ["FileGuardTests.A_file_that_is_exchanged_for_a_link_while_it_is_opened_is_never_read_outside"]
        ),
        (21, "SQL that reads elsewhere", ["SqlGateTests.Hostile_sql_is_refused_before_it_runs_and_the_data_stay_as_they_are"]),
        (22, "SQL that writes", ["SqlGateTests.Hostile_sql_is_refused_before_it_runs_and_the_data_stay_as_they_are"]),
        (23, "SQL that calls", ["SqlGateTests.Hostile_sql_is_refused_before_it_runs_and_the_data_stay_as_they_are"]),
        (24, "SQL without end", ["GreedyQueryTests.A_greedy_query_takes_what_it_is_given_and_the_last_outputs_stay"]),
        (25, "values in SQL", ["nothing: no value of an issue is put into SQL"]),
        (26, "PostgreSQL", ["PostgresTests.Nothing_but_reading_gets_through"]),
        (27, "ClickHouse", ["ClickHouseEngineTests.Whatever_does_more_than_read_is_refused_by_the_engine"]),
        (28, "addresses of databases in issues", ["SourceGateTests.An_issue_cannot_name_an_address"]),
        (29, "private networks", ["SourceGateTests.An_address_of_a_private_network_is_refused_unless_newsletter_yml_allows_it"]),
        (30, "CSV made to harm", ["HostileFilesTests.It_is_refused_with_its_reason"]),
        (
            31,
            "headers",
            ["DatasetTests.A_header_of_a_million_columns_is_refused", "HostileNamesTests.Columns_called_like_something_else_are_columns"]
        ),
        (32, "archives", ["HostileWorkbookTests.Parts_that_claim_gigabytes", "HostileWorkbookTests.Entities"]),
        (33, "workbooks", ["HostileWorkbookTests.Shared_texts_that_would_fill_the_memory"]),
        (34, "Parquet", ["ParquetTests.A_file_cut_off_or_changed_anywhere_is_read_or_refused"]),
        (35, "pictures of billions of pixels", ["PictureTests.A_file_that_is_no_picture_is_told_with_the_remedy"]),
        (36, "SVG", ["PictureTests.A_file_that_is_no_picture_is_told_with_the_remedy"]),
        (37, "metadata", ["PictureTests.Nothing_but_the_pixels_goes_out"]),
        (38, "signs that repeat", ["HostileIssueTests.Signs_that_repeat_neither_hang_the_build_nor_stop_it"]),
        (39, "marks that turn text round", ["HostileNamesTests.What_looks_like_another_address_is_told"]),
        (40, "line ends in subjects", ["HostileNamesTests.A_subject_or_sender_that_would_be_two_lines_is_refused_or_one_line"]),
        (41, "subjects of kilobytes", ["HostileNamesTests.A_subject_of_ten_thousand_letters_is_an_error"]),
        (42, "formulas", ["SafeCsvTests.A_cell_that_a_spreadsheet_would_run_is_a_text_to_it_and_comes_back_as_it_was"]),
        (
            43,
            "the key",
            [
                "SecretsTests.The_key_and_the_subscribers_addresses_are_in_no_output_no_file_and_no_exception",
                "EngineProcessTests.It_is_told_no_secret",
            ]
        ),
        (
            44,
            "another server for the key",
            ["PublishingVerbsTests.B9_a_server_of_this_machine_neither_takes_the_place_of_Mailchimp_nor_sees_its_key"]
        ),
        (45, "keys that are none", ["LockAndJournalRows.Row_11_a_text_that_is_no_key_is_refused_and_not_repeated"]),
        (46, "answers", ["HostileAnswerTests.A_redirect_is_not_followed", "HostileAnswerTests.An_id_that_is_none_never_becomes_a_path"]),
        (47, "addresses in answers", ["HostileAnswerTests.A_pictures_address_that_is_none_never_stands_in_the_email"]),
        (
            48,
            "foreign hosts and origins",
            ["PreviewServerTests.A_foreign_host_gets_nothing", "PreviewServerTests.A_page_of_another_origin_reads_nothing"]
        ),
        (49, "paths of the preview", ["PreviewServerTests.A_path_leads_nowhere_but_to_what_is_served"]),
        (50, "the preview's token", ["PreviewServerTests.The_token_becomes_a_cookie_that_no_script_and_no_other_site_has"]),
        (51, "scripts in the preview", ["PreviewServerTests.An_email_is_served_where_no_script_can_run"]),
        (
            52,
            "bodies and connections without end",
            ["PreviewServerTests.A_body_that_is_too_large_is_refused", "PreviewServerTests.Connections_that_say_nothing_are_closed"]
        ),
        (53, "other machines", ["GuardTests.It_listens_on_loopback_alone"]),
        (54, "tests to strangers", ["PreviewServerTests.A_test_goes_to_nobody_whom_the_settings_do_not_list"]),
        (
            55,
            "pages that collide",
            ["ArchiveCommandTests.Two_issues_of_one_slug_are_refused", "AtomFeedTests.Titles_that_would_be_markup_are_text"]
        ),
        (56, "personal tags in the archive", ["HostileNamesTests.The_archives_page_is_for_nobody_in_particular"]),
        (57, "addresses of members", ["ReportTests.No_list_of_members_is_fetched"]),
        (58, "small counts", ["DisclosureTests.Small_counts_are_found_in_subject_alt_text_and_title"]),
        (59, "withheld values", ["DisclosureTests.A_withheld_value_is_not_drawn_as_zero"]),
        (60, "allowances", ["AllowancesTests.Without_a_reason_nothing_is_silenced"]),
        (61, "packages that changed", ["SupplyChainTests.Every_project_restores_what_its_lock_file_says"]),
        (62, "packages of another source", ["SupplyChainTests.Packages_come_from_one_source"]),
        (63, "data that changed after approval", ["SendGateTests.A_token_stands_for_every_one_of_its_inputs"]),
        (64, "an edited journal", ["LockAndJournalRows.Row_08_a_journal_that_was_tampered_with_is_not_trusted"]),
        (65, "a journal that is a link", ["LockAndJournalRows.A_journal_that_is_a_link_is_refused"]),
        (66, "names for a shell", ["HostileNamesTests.Names_of_files_are_run_by_no_shell_and_forge_no_line"]),
        (67, "signs that steer terminals", ["HostileAnswerTests.A_refusal_steers_no_terminal_forges_no_line_and_repeats_no_key"]),
        (
            68,
            "forged lines",
            [
                "HostileAnswerTests.A_refusal_steers_no_terminal_forges_no_line_and_repeats_no_key",
                "HostileNamesTests.Names_of_files_are_run_by_no_shell_and_forge_no_line",
            ]
        ),
        (69, "fonts", ["nothing: no key of a chart names a font"]),
        (
            70,
            "templates of contributors",
            ["fixture front-matter-template-climbs", "HostileNamesTests.A_template_among_the_content_is_never_used"]
        ),
        (71, "other cultures", ["CultureTests.Cells_are_the_same_in_every_time_zone_and_under_every_way_of_writing_numbers"]),
        (
            72,
            "clocks",
            ["SendRows.Row_43_a_clock_that_is_wrong_schedules_nothing", "SendRows.Row_43_a_time_that_cannot_be_is_refused_before_anything"]
        ),
        (73, "slugs that name other folders", ["HostileSlugTests.A_slug_that_names_another_folder_changes_nothing_there"]),
        (
            74,
            "queries inside REPLACE",
            ["SqlNodesTests.Nothing_hides_in_a_replaced_column", "SqlNodesTests.A_table_that_is_read_in_a_replaced_column_is_a_dependency"]
        ),
        (75, "every node of a statement", ["SqlNodesTests.Kinds_types_and_properties_that_are_not_known_are_refused"]),
        (76, "counts of people through ordinary SQL", ["PeopleColumnsTests.Counts_of_people_are_followed_through_queries"]),
        (77, "tables that drop the rule of their file", ["PeopleColumnsTests.A_table_of_an_issue_keeps_the_rule_of_its_file"]),
        (
            78,
            "counts that other numbers tell",
            [
                "DisclosureTests.A_hidden_count_cannot_be_worked_out",
                "CountBoundsTests.Bounds_hold_of_everything_that_the_counts_could_be_and_pin_what_sums_pin",
            ]
        ),
        (79, "memory of functions", ["EngineProcessTests.A_greedy_query_is_ended_and_the_next_one_runs"]),
        (80, "programs of a repository", ["DiffTests.No_program_of_the_repository_runs_and_no_link_of_it_is_followed"]),
        (81, "active schemes from data and templates", ["AddressGateTests.An_address_in_a_cell_of_the_data_is_refused"]),
        (82, "metadata of every kind of picture", ["PictureTests.Nothing_but_the_pixels_goes_out"]),
        (
            83,
            "fans, headings",
            [
                "HostileIssueTests.Snippets_that_multiply_are_refused_once",
                "HostileIssueTests.Headings_and_contents_lists_beyond_reading_are_refused",
            ]
        ),
        (84, "any file that is none", ["HostileWorkspaceTests.What_is_no_plain_file_is_refused_and_the_other_issue_is_built"]),
        (
            85,
            "one bad file among good ones",
            [
                "BoundaryTests.A_failure_in_a_part_is_a_finding_and_the_rest_is_built",
                "FuzzTests.Whatever_the_files_hold_the_build_ends_in_words",
            ]
        ),
        (
            86,
            "files of the cache",
            [
                "HostileWorkspaceTests.An_entry_of_the_cache_is_believed_under_its_own_key_alone",
                "SnapshotTests.It_is_believed_under_its_own_key_alone",
            ]
        ),
        (87, "tables of thousands of columns", ["DataVerbTests.A_wide_table_is_described_column_by_column"]),
        (88, "the sandbox's store", ["StoreTests.Nobody_else_of_the_machine_reads_it"]),
        (89, "templates that call themselves", ["HostileIssueTests.Template_functions_that_double_their_work_are_stopped"]),
        (90, "other people of the machine", ["PreviewServerTests.Nothing_of_the_workspace_is_read_without_the_token"]),
        (
            91,
            "texts that a pattern goes through again and again",
            [
                "LinearPatternsTests.A_pattern_goes_through_a_text_once",
                "HostileIssueTests.Links_that_are_opened_and_never_closed_are_refused_where_they_begin",
                "HostileIssueTests.An_issue_of_more_parts_than_an_email_can_hold_is_cut_off_at_the_first_that_is_too_much",
            ]
        ),
        (92, "packed files that unpack to a disk full", ["PackedFileTests.A_packed_file_that_is_not_whole_is_refused"]),
    ];

    [Fact]
    public void Every_case_of_the_first_72_is_listed_once() =>
        Assert.Equal(Enumerable.Range(1, 72), Cases.Select(test => test.Number).Where(number => number <= 72));

    [Fact]
    public void Every_case_is_shown_by_a_test_or_a_fixture()
    {
        var tests = Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .SelectMany(type =>
                type.GetMethods()
                    .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
                    .Select(method => $"{type.Name}.{method.Name}")
            )
            .ToHashSet(StringComparer.Ordinal);
        string[] lost =
        [
            .. Cases.SelectMany(test =>
                test.Shown.Where(shown => !IsThere(shown, tests)).Select(shown => $"Case {test.Number}, {test.What}: there is no {shown}.")
            ),
        ];
        Assert.Empty(lost);
        Assert.All(Cases, test => Assert.NotEmpty(test.Shown));
    }

    private static bool IsThere(string shown, HashSet<string> tests) =>
        shown.StartsWith(Nothing, StringComparison.Ordinal)
        || (
            shown.StartsWith(Fixture, StringComparison.Ordinal)
                ? File.Exists(Path.Combine(RepositoryFolder.Tests, "Fixtures", "Errors", shown[Fixture.Length..], "expected.txt"))
                : tests.Contains(shown)
        );
}
