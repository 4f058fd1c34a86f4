using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>Many rounds of one test, and what became of them: told in a line at the end, and in a long run now and then.</summary>
/// <param name="of">Whose rounds.</param>
/// <param name="count">How many.</param>
internal sealed class Rounds(string of, int count)
{
    private const int BetweenTwoLines = 25;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <summary>What is going on: told when the round fails.</summary>
    public string Scene { get; set; } = "";

    /// <summary>Plays all rounds, from 0 on.</summary>
    public async Task PlayAsync(Func<int, Task> play)
    {
        for (var round = 0; round < count; round++)
        {
            try
            {
                await play(round);
            }
            catch
            {
                Tell($"Round {round} failed: {Scene}");
                throw;
            }

            if (round == count - 1 || (LongRun.IsAsked && (round + 1) % BetweenTwoLines == 0)) Tell(Figures(round + 1));
        }
    }

    /// <summary>Counts something that became of a round.</summary>
    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private static void Tell(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private string Figures(int rounds) =>
        $"{of}: {rounds} rounds in {TimeProvider.System.GetElapsedTime(_began).TotalSeconds:0} s: " +
        string.Join(", ", _counts.Select(counted => $"{counted.Value} {counted.Key}"));
}
