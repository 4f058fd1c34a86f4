using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace StreamingTracker.Backup.TestKit.Fuzzing;

/// <summary>
/// Feeds a reader with damaged inputs, one after the other, each from a seed of its own. Whatever it gets, the reader returns or throws
/// what it documents, soon and in bounded memory. An input on which it does not is kept as a file, and named by the failure with its seed;
/// a copy of it in the test project's folder <c>Corpus/READER</c> is tried first from then on.
/// </summary>
public sealed class Fuzz
{
    /// <summary>The environment variable that says for how long each reader is fuzzed, as <c>HH:MM:SS</c>.</summary>
    public const string Switch = "STBACKUP_FUZZ_TIME";

    private const int FirstSeed = 1;
    private const long MostAllocated = 64 * 1024 * 1024;

    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(30);

    /// <summary>What is fuzzed, as in the corpus folder's name.</summary>
    public required string Reader { get; init; }

    /// <summary>Valid inputs.</summary>
    public required IReadOnlyList<byte[]> Corpus { get; init; }

    /// <summary>What has a meaning in the format.</summary>
    public required IReadOnlyList<byte[]> Words { get; init; }

    /// <summary>Reads an input to its end; on the thread that calls it.</summary>
    public required Action<byte[]> Read { get; init; }

    /// <summary>Whether the reader says that it throws this.</summary>
    public required Func<Exception, bool> IsDocumented { get; init; }

    /// <summary>Runs for three seconds, in a long run for an hour, or as long as <see cref="Switch"/> says.</summary>
    public void Run()
    {
        foreach (var input in Corpus) Try(input, "valid");
        var kept = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.input") : [];
        foreach (var file in kept) Try(File.ReadAllBytes(file), file);
        var mutator = new Mutator([.. Corpus, .. kept.Select(File.ReadAllBytes)], Words);
        var began = TimeProvider.System.GetTimestamp();

        // A long run goes where no run has been; a short one is the same every time.
        var first = LongRun.IsAsked ? Random.Shared.Next() : FirstSeed;
        var (tried, refused) = (0, 0);
        for (; TimeProvider.System.GetElapsedTime(began) < Length; tried++)
        {
            var seed = unchecked(first + tried);
            if (!Try(mutator.Make(seed), $"seed {seed}")) refused++;
        }

        var figures = $"{Reader}: {tried} inputs from seed {first}, of which {refused} were refused and {tried - refused} read, in {Length}";
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
    }

    private static TimeSpan Length =>
        TimeSpan.TryParse(Environment.GetEnvironmentVariable(Switch), CultureInfo.InvariantCulture, out var asked) ? asked
        : LongRun.IsAsked ? TimeSpan.FromHours(1)
        : TimeSpan.FromSeconds(3);

    private string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus", Reader);

    private bool Try(byte[] input, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = TimeProvider.System.GetTimestamp();
        Exception? thrown = null;
        try
        {
            Read(input);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        if (thrown is not null && !IsDocumented(thrown)) Fail(input, what, $"throws {thrown}");
        if (allocated > MostAllocated) Fail(input, what, $"allocates {allocated} bytes");
        if (elapsed > LongestInput) Fail(input, what, $"takes {elapsed}");
        return thrown is null;
    }

    private void Fail(byte[] input, string what, string how)
    {
        var path = Path.Combine(Directory.CreateDirectory(Folder).FullName, $"{Convert.ToHexStringLower(SHA256.HashData(input))[..16]}.input");
        File.WriteAllBytes(path, input);
        Assert.Fail($"{Reader}: an input of {input.Length} bytes ({what}), kept as {path}, {how}");
    }
}
