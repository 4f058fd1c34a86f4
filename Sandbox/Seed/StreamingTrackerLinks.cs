using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Sandbox.Seed;

/// <summary>The relationships of the Streaming Tracker graph.</summary>
internal static class StreamingTrackerLinks
{
    private const int GenresEach = 2;
    private const int RatingsEach = 9;
    private const int ListedEach = 4;
    private const int FollowedEach = 2;

    // 2026-02-01T09:00 UTC.
    private const long FirstRating = 1_769_936_400;

    /// <summary>All 192, between the nodes of these ids.</summary>
    public static IEnumerable<(long Start, string Type, long End, Dictionary<string, object?> Properties)> All(
        long[] genres, long[] services, long[] users, long[] titles, long[] lists)
    {
        for (var t = 0; t < titles.Length; t++)
        {
            for (var k = 0; k < GenresEach; k++) yield return (titles[t], "IN_GENRE", genres[((3 * t) + (7 * k)) % genres.Length], []);
            if (t % 3 != 2) yield return (titles[t], "AVAILABLE_ON", services[t % 5 % services.Length], Offer(t));
        }

        for (var u = 0; u < users.Length; u++)
        {
            yield return (users[u], "OWNS", lists[u], []);
            for (var k = 0; k < RatingsEach; k++)
            {
                yield return (users[u], "HAS_RATING", titles[((5 * u) + (4 * k)) % titles.Length], Rating(u, k));
            }

            for (var k = 0; k < ListedEach; k++)
            {
                yield return (lists[u], "CONTAINS", titles[((7 * u) + (9 * k)) % titles.Length], new() { ["position"] = (long)(k + 1) });
            }

            for (var k = 1; k <= FollowedEach; k++)
            {
                var since = new ZonedDateTime(FirstRating - (86_400 * u), 0, "Europe/Oslo");
                yield return (users[u], "FOLLOWS", users[(u + k) % users.Length], new() { ["since"] = since });
            }
        }
    }

    private static Dictionary<string, object?> Offer(int title) => new()
    {
        ["since"] = new Date(20_300 + title),
        ["until"] = new LocalDateTime(FirstRating + (31_536_000 * (title % 3)), 999_000_000),
    };

    private static Dictionary<string, object?> Rating(int user, int rated)
    {
        var rating = new Dictionary<string, object?>
        {
            ["score"] = (long)(1 + (((3 * user) + rated) % 10)),
            ["ratedAt"] = new OffsetDateTime(FirstRating + (86_399 * rated) + user, 0, 3_600),
        };
        if (rated % 4 == 3) rating["comment"] = "\"Once more\", they said…";
        return rating;
    }
}
