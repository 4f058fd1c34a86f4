using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Runs;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>What a stream of runs tells, on both of its ends.</summary>
internal static class RunEvents
{
    // After whatever a worker tells meanwhile.
    private static readonly DateTimeOffset Later = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a stream.</summary>
    public static SseParser<RunDocument> Parse(Stream stream) =>
        SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<RunDocument>(data, ApiJson.Options)!);

    /// <summary>Lets a server hear of a run's progress, as if a worker had told it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="runId">The run.</param>
    /// <param name="first">The first sequence number.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="characters">How long each of them is, about.</param>
    public static void Tell(RunningServer server, string runId, int first, int count, int characters = 10)
    {
        var news = server.Services.GetRequiredService<RunNews>();
        for (var sequence = first; sequence < first + count; sequence++)
        {
            news.Tell(new RunProgressed
            {
                RunId = runId,
                Kind = "backup",
                At = Later.AddSeconds(sequence),
                Sequence = sequence,
                Phase = new string('x', characters),
                Ended = false,
                Entities = sequence,
                Expected = 0,
                ElapsedSeconds = 0,
            });
        }
    }
}
