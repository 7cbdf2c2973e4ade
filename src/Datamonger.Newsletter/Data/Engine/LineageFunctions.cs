using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What functions make of counts of people. One that is not known here makes counts of counts.</summary>
internal static class LineageFunctions
{
    private static readonly FrozenSet<string> Counting = Set("count count_star count_if countif approx_count_distinct regr_count");

    /// <summary>Numbers of the rows of a window: the last of them is how many there are.</summary>
    private static readonly FrozenSet<string> Numbering = Set("row_number rank dense_rank rank_dense ntile");

    /// <summary>What gathers rows: of persons it tells how many, or who.</summary>
    private static readonly FrozenSet<string> Gathering = Set(
        """
        sum fsum kahan_sum sumkahan sum_no_overflow product list array_agg string_agg group_concat listagg histogram histogram_exact approx_top_k
        json_group_array json_group_object bitstring_agg
        """
    );

    /// <summary>Of a single row they give its value, of several one of them or their middle.</summary>
    private static readonly FrozenSet<string> Middling = Set(
        """
        avg mean favg median mode quantile quantile_cont quantile_disc approx_quantile geomean geometric_mean wavg weighted_avg mad list_avg
        list_median list_mode
        """
    );

    private static readonly FrozenSet<string> Spreading = Set(
        """
        stddev stddev_pop stddev_samp var_pop var_samp variance sem skewness kurtosis kurtosis_pop corr covar_pop covar_samp entropy regr_avgx regr_avgy
        regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy percent_rank cume_dist
        """
    );

    /// <summary>Values come out as they went in.</summary>
    private static readonly FrozenSet<string> Keeping = Set(
        """
        min max any_value first last arbitrary arg_max arg_min max_by min_by coalesce ifnull nullif if greatest least round floor ceil ceiling trunc
        round_even roundbankers lag lead first_value last_value nth_value fill unnest list array_agg list_value array_value struct_pack row
        struct_extract list_extract array_extract element_at list_sort list_distinct list_reverse list_filter list_first list_last
        """
    );

    private static readonly FrozenSet<string> Linear = Set("sum fsum kahan_sum sumkahan sum_no_overflow");

    /// <summary>They tell of names and kinds of values, never of the values.</summary>
    private static readonly FrozenSet<string> Telling = Set("typeof sign signbit isnan isfinite isinf grouping grouping_id");

    /// <summary>What a call tells of people.</summary>
    /// <param name="name">The function, in lower case.</param>
    /// <param name="arguments">What its arguments tell.</param>
    /// <param name="persons">What the rows tell that it is called over: nothing, unless each is a person.</param>
    public static Tells Call(string name, ImmutableArray<Tells> arguments, Tells persons)
    {
        var all = Tells.All(arguments);
        if (Counting.Contains(name) || Numbering.Contains(name))
            return persons;
        if (Gathering.Contains(name) && persons.IsOfPeople)
            return all.With(persons).Changed();
        if (Telling.Contains(name))
            return Tells.Nothing;
        if (Spreading.Contains(name))
            return all.With(persons).As(TellsOf.Rate);
        if (!all.IsOfPeople)
            return all.Changed() with { IsConstant = all.IsConstant && !SqlFunctions.Aggregates.Contains(name) };
        return name switch
        {
            "+" or "-" or "add" or "subtract" => Sum(name is "+" or "add", arguments, all),
            "*" or "multiply" => Product(arguments, all),
            "/" or "//" or "divide" or "fdiv" => Quotient(arguments, all),
            "abs" or "@" => all.Offset == 0 ? all with { Factor = Math.Abs(all.Factor) } : all.Changed(),
            _ when Middling.Contains(name) => all.Kind == TellsOf.Count ? all with { Kind = TellsOf.Perhaps } : all,
            _ when Keeping.Contains(name) => all,
            _ when Linear.Contains(name) => all.Offset == 0 ? all : all.Changed(),
            _ => all.Changed(),
        };
    }

    private static Tells Sum(bool isPlus, ImmutableArray<Tells> arguments, Tells all)
    {
        if (arguments is [var one])
            return isPlus ? one : one.Scaled(-1, 0);
        return arguments switch
        {
            [var count, { Number: { } number }] => count.Scaled(1, isPlus ? number : -number),
            [{ Number: { } number }, var count] => count.Scaled(isPlus ? 1 : -1, number),
            _ => all.Changed(),
        };
    }

    private static Tells Product(ImmutableArray<Tells> arguments, Tells all) =>
        arguments switch
        {
            [var one, { Number: { } number }] => one.Scaled(number, 0),
            [{ Number: { } number }, var one] => one.Scaled(number, 0),
            // A rate times its base is a count again.
            [{ IsConstant: false }, { IsConstant: false }] when all.Kind == TellsOf.Rate => all.As(TellsOf.Perhaps),
            _ => all.Changed(),
        };

    private static Tells Quotient(ImmutableArray<Tells> arguments, Tells all) =>
        arguments switch
        {
            [var one, { Number: { } number and not 0 }] => one.Scaled(1 / number, 0),
            [_, { IsConstant: true }] or [{ IsConstant: true }, _] => all.Changed(),
            // A rate by a column: its base may come out of it again.
            [{ Kind: TellsOf.Rate }, { Kind: TellsOf.Nothing }] => all.As(TellsOf.Perhaps),
            _ => all.As(TellsOf.Rate),
        };

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
