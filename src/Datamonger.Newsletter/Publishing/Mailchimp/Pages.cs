using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Reads a collection to its end. A gateway that gives up on a large page (504) is asked for a smaller one. Each page begins with the last
/// item of the one before: another there means that somebody added or removed one in between, and everything is read again.
/// </summary>
internal static class Pages
{
    private const int Largest = 1000;
    private const int Smallest = 20;
    private const int Readings = 3;

    /// <summary>Reads every item.</summary>
    /// <param name="read">One page: how many, from where.</param>
    /// <param name="what">The collection, for failures.</param>
    public static async Task<ImmutableArray<TItem>> ReadAsync<TPage, TItem, TId>(
        Func<int, int, CancellationToken, Task<TPage>> read,
        Func<TPage, TItem[]?> items,
        Func<TPage, int?> total,
        Func<TItem, TId> id,
        string what,
        CancellationToken cancellationToken
    )
    {
        var (count, all) = (Largest, ImmutableArray.CreateBuilder<TItem>());
        for (var reading = 1; ; )
        {
            TPage page;
            var overlap = Math.Min(all.Count, 1);
            try
            {
                page = await read(count, all.Count - overlap, cancellationToken);
            }
            catch (MailchimpException failure) when (IsTooLarge(failure, count))
            {
                count = Smaller(count);
                continue;
            }
            // An answer without its list does not prove that there is nothing.
            var found = items(page) ?? throw new MailchimpException(CallFate.Unknown, $"GET {what}: the answer holds no list.");
            if (overlap == 1 && (found.Length == 0 || !Equals(id(found[0]), id(all[^1]))))
            {
                if (reading++ == Readings)
                    throw new MailchimpException(CallFate.Unknown, $"GET {what}: the list changed while it was read, {Readings} times.");
                all.Clear();
                continue;
            }
            all.AddRange(found.AsSpan(overlap));
            if (found.Length < count && all.Count >= (total(page) ?? 0))
                return all.ToImmutable();
            if (found.Length <= overlap)
                throw new MailchimpException(CallFate.Unknown, $"GET {what}: the list ended before its total.");
        }
    }

    /// <summary>Whether a smaller page may be answered where this one was not.</summary>
    public static bool IsTooLarge(MailchimpException failure, int count) =>
        failure.Status == HttpStatusCode.GatewayTimeout && count > Smallest;

    /// <summary>The next smaller page.</summary>
    public static int Smaller(int count) => count / 4;

    /// <summary>A time for a <c>since_…</c> filter; null filters nothing.</summary>
    public static string? Time(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>The audiences of the account.</summary>
    public static Task<ImmutableArray<MailingList>> ReadListsAsync(this IMailchimpApi api, CancellationToken cancellationToken) =>
        ReadAsync(api.GetListsAsync, page => page.Lists, page => page.TotalItems, list => list.Id, "lists", cancellationToken);

    /// <summary>The merge fields of an audience.</summary>
    public static Task<ImmutableArray<AudienceField>> ReadFieldsAsync(
        this IMailchimpApi api,
        string audience,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            (count, offset, token) => api.GetMergeFieldsAsync(audience, count, offset, token),
            page => page.MergeFields,
            page => page.TotalItems,
            field => field.Tag,
            "merge fields",
            cancellationToken
        );

    /// <summary>The saved segments and tags of an audience.</summary>
    public static Task<ImmutableArray<Segment>> ReadSegmentsAsync(
        this IMailchimpApi api,
        string audience,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            (count, offset, token) => api.GetSegmentsAsync(audience, count, offset, token),
            page => page.Segments,
            page => page.TotalItems,
            segment => segment.Id,
            "segments",
            cancellationToken
        );

    /// <summary>The categories of an audience's groups.</summary>
    public static Task<ImmutableArray<GroupCategory>> ReadGroupCategoriesAsync(
        this IMailchimpApi api,
        string audience,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            (count, offset, token) => api.GetGroupCategoriesAsync(audience, count, offset, token),
            page => page.Categories,
            page => page.TotalItems,
            category => category.Id,
            "interest-categories",
            cancellationToken
        );

    /// <summary>The groups of a category.</summary>
    public static Task<ImmutableArray<AudienceGroup>> ReadGroupsAsync(
        this IMailchimpApi api,
        string audience,
        string category,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            (count, offset, token) => api.GetGroupsAsync(audience, category, count, offset, token),
            page => page.Interests,
            page => page.TotalItems,
            group => group.Name,
            "interests",
            cancellationToken
        );

    /// <summary>The links of a campaign's report.</summary>
    public static Task<ImmutableArray<ClickedLink>> ReadClicksAsync(
        this IMailchimpApi api,
        string campaign,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            (count, offset, token) => api.GetClicksAsync(campaign, count, offset, token),
            page => page.UrlsClicked,
            page => page.TotalItems,
            link => link.Url,
            "click-details",
            cancellationToken
        );
}
