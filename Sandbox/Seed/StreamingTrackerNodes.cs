using System.Globalization;
using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Sandbox.Seed;

/// <summary>The nodes of the Streaming Tracker graph: what people watch, where, and who they are.</summary>
internal static class StreamingTrackerNodes
{
    private const long NanosPerHour = 3_600_000_000_000;
    private const long SecondsPerDay = 86_400;
    private const int Wgs84 = 4326;

    // 2025-03-01, as days since 1970.
    private const long FirstDay = 20_148;

    private static readonly string[] GenreNames =
        ["Adventure", "Animation", "Biography", "Comedy", "Documentary", "Drama", "Mystery", "Noir", "Romance", "Science fiction"];

    private static readonly string[] UserNames = ["Aylin", "Björk", "Célia", "Дарья", "Ελένη", "福田"];

    // Quotes, backslashes, line breaks and scripts of all sorts: what a backup has to bring back as it was.
    private static readonly string[] TitlePatterns =
        ["The \"Last\" Lighthouse {0}", "Vägen hem {0}", "C:\\Users\\nobody {0}", "海辺の図書館 {0}", "Ночной рейс {0}", "It's {0} o’clock"];

    private static readonly string[] Languages = ["en", "sv", "ja", "ru", "tr"];

    public static IEnumerable<Dictionary<string, object?>> Genres =>
        GenreNames.Select(name => new Dictionary<string, object?> { ["name"] = name });

    public static IEnumerable<Dictionary<string, object?>> Services =>
    [
        new() { ["name"] = "Lantern", ["monthlyPrice"] = 8.99 },
        new() { ["name"] = "Fjord+", ["monthlyPrice"] = 11.0 },
        new() { ["name"] = "Estación 7", ["monthlyPrice"] = 5.5 },
    ];

    public static IEnumerable<Dictionary<string, object?>> Users => UserNames.Select((name, i) => new Dictionary<string, object?>
    {
        ["email"] = $"watcher{i + 1}@example.net",
        ["displayName"] = name,
        ["createdAt"] = new OffsetDateTime((FirstDay + i) * SecondsPerDay + 27_045, 125_000_000 * i, 0),
        ["home"] = new Point(Wgs84, 10.75 + i, 59.5 - (2 * i), null),
        ["watchBudget"] = new Duration(0, i % 2, 3_600 * (i + 1) + 900, 0),
        ["notificationsAt"] = new Time((18 * NanosPerHour) + (i * NanosPerHour / 4), 3_600 * (i - 2)),
    });

    public static IEnumerable<Dictionary<string, object?>> Titles => Enumerable.Range(1, 36).Select(i => new Dictionary<string, object?>
    {
        ["tmdbId"] = (long)(5_000 + i),
        ["name"] = string.Format(CultureInfo.InvariantCulture, TitlePatterns[i % TitlePatterns.Length], i),
        ["year"] = (long)(1985 + i),
        ["released"] = new Date(5_600 + (371 * i)),
        ["overview"] = $"{i} episodes of people who look for something." + (i % 6 == 0 ? "\nThe second line has a tab:\there." : ""),
        ["languages"] = Languages.Take(1 + (i % Languages.Length)).ToArray(),
        ["averageRating"] = 4.0 + (i / 6.0),
        ["trending"] = i % 4 == 0,
    });

    public static IEnumerable<Dictionary<string, object?>> WatchLists => UserNames.Select((name, i) => new Dictionary<string, object?>
    {
        ["name"] = $"{name}: what to see next",
        ["public"] = i % 2 == 0,
        ["remindAt"] = new LocalTime((19 * NanosPerHour) + (i * NanosPerHour / 2)),
    });
}
