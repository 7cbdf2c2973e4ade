using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Functions that a query may call: they compute from their arguments alone. Whatever reads the clock, chance, settings,
/// sequences, files or the catalogue is left out, and so is whatever this list does not know.
/// </summary>
internal static class SqlFunctions
{
    /// <summary>Functions and macros of one row, of groups and of windows.</summary>
    public static readonly FrozenSet<string> Allowed = Split(
        """
        abs acos acosh add age any_value apply approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last arg_min
        arg_min_null arg_min_nulls_last argmax argmin array_agg array_aggr array_aggregate array_append array_apply array_cat array_concat array_contains
        array_cosine_distance array_cosine_similarity array_cross_product array_distance array_distinct array_dot_product array_extract array_filter
        array_grade_up array_has array_has_all array_has_any array_indexof array_inner_product array_intersect array_length array_negative_dot_product
        array_negative_inner_product array_pop_back array_pop_front array_position array_prepend array_push_back array_push_front array_reduce array_resize
        array_reverse array_reverse_sort array_select array_slice array_sort array_to_json array_to_string array_transform array_unique array_value
        array_where array_zip ascii asin asinh atan atan2 atanh avg bar base64 bin bit_and bit_count bit_length bit_or bit_position bit_xor bitstring
        bitstring_agg bool_and bool_or cardinality cbrt ceil ceiling century char_length character_length chr concat concat_ws contains corr cos cosh cot
        count count_if count_star countif covar_pop covar_samp cume_dist damerau_levenshtein datamonger_neighbours datamonger_neighbours_codes date_add date_diff date_part date_sub date_trunc datediff
        datepart datesub datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade decode degrees dense_rank divide editdist3 element_at
        encode ends_with entropy enum_code enum_first enum_last enum_range enum_range_boundary epoch epoch_ms epoch_ns epoch_us equi_width_bins era even exp
        factorial favg fdiv fill filter first first_value flatten floor fmod format format_bytes formatreadabledecimalsize formatreadablesize from_base64
        from_binary from_hex from_json from_json_strict fsum gamma gcd generate_series geomean geometric_mean get_bit grade_up greatest
        greatest_common_divisor group_concat hamming hash hex histogram histogram_exact hour ilike_escape instr isfinite isinf isnan isodow isoyear jaccard
        jaro_similarity jaro_winkler_similarity json json_array json_array_length json_contains json_exists json_extract json_extract_path
        json_extract_path_text json_extract_string json_group_array json_group_object json_keys json_merge_patch json_object json_pretty json_quote
        json_transform json_transform_strict json_type json_valid json_value julian kahan_sum kurtosis kurtosis_pop la_at la_code la_comparable la_name la_quartile la_rank la_ranked
        la_region la_z lag last last_day last_value lcase lcm
        lead least least_common_multiple left left_grapheme len length length_grapheme levenshtein lgamma like_escape list list_aggr list_aggregate
        list_any_value list_append list_apply list_approx_count_distinct list_avg list_bit_and list_bit_or list_bit_xor list_bool_and list_bool_or list_cat
        list_concat list_contains list_cosine_distance list_cosine_similarity list_count list_distance list_distinct list_dot_product list_element
        list_entropy list_extract list_filter list_first list_grade_up list_has list_has_all list_has_any list_histogram list_indexof list_inner_product
        list_intersect list_kurtosis list_kurtosis_pop list_last list_mad list_max list_median list_min list_mode list_negative_dot_product
        list_negative_inner_product list_pack list_position list_prepend list_product list_reduce list_resize list_reverse list_reverse_sort list_select
        list_sem list_skewness list_slice list_sort list_stddev_pop list_stddev_samp list_string_agg list_sum list_transform list_unique list_value
        list_var_pop list_var_samp list_where list_zip listagg ln log log10 log2 lower lpad ltrim mad make_date make_time make_timestamp make_timestamp_ms
        make_timestamp_ns make_timestamptz map map_concat map_contains map_contains_entry map_contains_value map_entries map_extract map_extract_value
        map_from_entries map_keys map_values max max_by md5 md5_number md5_number_lower md5_number_upper mean median microsecond millennium millisecond min
        min_by minute mismatches mod mode month monthname multiply nanosecond nextafter nfc_normalize normalized_interval not_ilike_escape not_like_escape
        nth_value ntile nullif octet_length ord parse_formatted_bytes percent_rank pi place position pow power prefix printf product quantile quantile_cont
        quantile_disc quarter radians range rank rank_dense reduce regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches
        regexp_replace regexp_split_to_array regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace
        reverse right right_grapheme round round_even roundbankers row row_number row_to_json rpad rtrim second sem set_bit sha1 sha256 sign signbit sin sinh
        skewness split split_part sqrt starts_with stddev stddev_pop stddev_samp str_split str_split_regex strftime string_agg string_split string_split_regex
        string_to_array strip_accents strlen strpos strptime struct_concat struct_contains struct_extract struct_extract_at struct_has struct_indexof
        struct_insert struct_keys struct_pack struct_position struct_update struct_values substr substring substring_grapheme subtract suffix sum
        sum_no_overflow sumkahan switch tan tanh time_bucket timezone timezone_hour timezone_minute to_base to_base64 to_binary to_centuries to_days
        to_decades to_hex to_hours to_json to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks
        to_years translate trim trunc try_strptime typeof ucase unbin unhex unicode union_extract union_tag union_value unnest unpivot_list upper url_decode
        url_encode var_pop var_samp variance wavg week weekday weekofyear weighted_avg xor year yearweek
        """
    );

    /// <summary>Operators, which are functions too.</summary>
    public static readonly FrozenSet<string> Operators = Split(
        """
          !__postfix !~~ !~~* % & && * ** + - -> ->> / // <-> << <=> <@ >> @ @> ^ ^@ | || ~ ~~ ~~* ~~~
        """
    );

    /// <summary>
    /// Functions of the engine that a query does not call: what reads files, settings or the catalogue, what changes the engine, what gives
    /// its innards away, and what nobody needs here.
    /// </summary>
    public static readonly FrozenSet<string> Refused = Split(
        """
        aggregate alias array_to_string_comma_default can_cast_implicitly cast_to_type col_description combine constant_or_null create_sort_key error finalize
        format_pg_type format_type generate_subscripts get_block_size get_type has_any_column_privilege has_column_privilege has_database_privilege
        has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_schema_privilege has_sequence_privilege has_server_privilege
        has_table_privilege has_tablespace_privilege icu_sort_key inet_client_addr inet_client_port inet_server_addr inet_server_port is_histogram_other_bin
        json_deserialize_sql json_group_structure json_serialize_plan json_serialize_sql json_structure make_type map_to_pg_oid obj_description parse_dirname
        parse_dirpath parse_duckdb_log_message parse_filename parse_path pg_collation_is_visible pg_conversion_is_visible pg_function_is_visible
        pg_get_constraintdef pg_get_expr pg_get_viewdef pg_has_role pg_is_other_temp_schema pg_my_temp_schema pg_opclass_is_visible pg_operator_is_visible
        pg_opfamily_is_visible pg_size_pretty pg_sleep pg_table_is_visible pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible
        pg_ts_template_is_visible pg_type_is_visible pg_typeof regexp_split_to_table remap_struct replace_type shobj_description st_asbinary st_astext st_aswkb
        st_aswkt st_crs st_geomfromwkb st_intersects_extent st_setcrs stats timetz_byte_comparable uuid_extract_timestamp uuid_extract_version
        variant_bytes_to_variant variant_extract variant_normalize variant_to_parquet_variant variant_typeof vector_type write_log
        """
    );

    /// <summary>Families of functions that the engine calls itself, by the beginnings of their names; refused.</summary>
    public static readonly ImmutableArray<string> RefusedFamilies = ["__internal_", "icu_collate_"];

    /// <summary>Functions of tables, and pragmas that can be called as such, that a query does not read.</summary>
    public static readonly FrozenSet<string> RefusedTables = Split(
        """
        add_parquet_key all_profiling_output arrow_scan arrow_scan_dumb check_peg_parser checkpoint collations copy_database database_list database_size
        disable_checkpoint_on_shutdown disable_logging disable_object_cache disable_optimizer disable_peg_parser disable_print_progress_bar disable_profile
        disable_profiling disable_progress_bar disable_verification disable_verify_external disable_verify_fetch_row disable_verify_parallelism
        disable_verify_serializer duckdb_approx_database_count duckdb_columns duckdb_connection_count duckdb_constraints duckdb_coordinate_systems
        duckdb_databases duckdb_dependencies duckdb_extensions duckdb_external_file_cache duckdb_functions duckdb_indexes duckdb_keywords duckdb_log_contexts
        duckdb_logs duckdb_logs_parsed duckdb_memory duckdb_optimizers duckdb_prepared_statements duckdb_profiling_settings duckdb_schemas duckdb_secret_types
        duckdb_secrets duckdb_sequences duckdb_settings duckdb_table_sample duckdb_tables duckdb_temporary_files duckdb_types duckdb_variables duckdb_views
        enable_checkpoint_on_shutdown enable_logging enable_object_cache enable_optimizer enable_peg_parser enable_print_progress_bar enable_profile
        enable_profiling enable_progress_bar enable_verification extension_versions force_checkpoint functions glob histogram histogram_values
        icu_calendar_names import_database json_execute_serialized_sql json_tree metadata_info parquet_bloom_probe parquet_file_metadata parquet_full_metadata
        parquet_kv_metadata parquet_metadata parquet_scan parquet_schema pg_timezone_names platform pragma_collations pragma_database_size
        pragma_metadata_info pragma_platform pragma_show pragma_storage_info pragma_table_info pragma_user_agent pragma_version query query_table read_blob
        read_csv read_csv_auto read_duckdb read_json read_json_auto read_json_objects read_json_objects_auto read_ndjson read_ndjson_auto read_ndjson_objects
        read_parquet read_text repeat repeat_row seq_scan show show_databases show_tables show_tables_expanded sniff_csv sql_auto_complete storage_info
        summary table_info test_all_types test_vector_types truncate_duckdb_logs user_agent verify_external verify_fetch_row verify_parallelism
        verify_serializer version which_secret
        """
    );

    /// <summary>Functions of groups: of many rows they make one value.</summary>
    public static readonly FrozenSet<string> Aggregates = Split(
        """
        any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last arg_min arg_min_null arg_min_nulls_last
        argmax argmin array_agg avg bit_and bit_or bit_xor bitstring_agg bool_and bool_or corr count count_if count_star countif covar_pop covar_samp
        cume_dist dense_rank entropy favg fill first first_value fsum geomean geometric_mean group_concat histogram histogram_exact json_group_array
        json_group_object kahan_sum kurtosis kurtosis_pop lag last last_value lead list listagg mad max max_by mean median min min_by mode nth_value ntile
        percent_rank product quantile quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx
        regr_sxy regr_syy row_number sem skewness stddev stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance wavg
        weighted_avg
        """
    );

    /// <summary>Functions that give rows.</summary>
    public static readonly FrozenSet<string> AllowedTables = Split("unnest range generate_series json_each neighbours");

    /// <summary>Functions that read the clock, chance, settings or sequences: refused with a reason of their own.</summary>
    public static readonly FrozenSet<string> NotRepeatable = Split(
        """
        ago current_catalog current_connection_id current_database current_date current_localtime current_localtimestamp current_query current_query_id
        current_role current_schema current_schemas current_setting current_time current_timestamp current_transaction_id current_user currval
        gen_random_uuid get_current_time get_current_timestamp getvariable in_search_path localtime localtimestamp nextval now pg_conf_load_time
        pg_postmaster_start_time random reservoir_quantile session_user setseed sleep_ms today transaction_timestamp txid_current user uuid uuidv4 uuidv7 version
        """
    );

    /// <summary>Names that mean the clock or the session when they stand without brackets and are no column.</summary>
    public static readonly FrozenSet<string> ClockNames = Split(
        """
        current_catalog current_date current_role current_schema current_time current_timestamp current_user localtime localtimestamp session_user user
        """
    );

    /// <summary>
    /// Functions whose result can be many times larger than their arguments, and the argument that says how large (-1: any).
    /// </summary>
    public static readonly FrozenDictionary<string, int> Sizes = new Dictionary<string, int>
    {
        ["repeat"] = 1,
        ["lpad"] = 1,
        ["rpad"] = 1,
        ["range"] = -1,
        ["generate_series"] = -1,
        ["list_resize"] = 1,
        ["array_resize"] = 1,
        ["bitstring"] = 1,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names that can be called, for suggestions.</summary>
    public static ImmutableArray<string> Names => Allowed.Items;

    private static FrozenSet<string> Split(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
