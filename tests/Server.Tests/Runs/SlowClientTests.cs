using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Runs;

namespace StreamingTracker.Backup.Server.Tests.Runs;

/// <summary>Clients that follow a run and do not read.</summary>
[Collection<WeighedHeap>]
public sealed class SlowClientTests : ServerTest
{
    // More than the buffers of both ends of a connection hold together.
    private const int Events = 10_000;
    private const int EventCharacters = 4_000;
    private const int Batch = RunListener.MostWaiting / 2;
    private const long MemoryOfOneClient = 16 * 1024 * 1024;

    [Fact]
    public async Task A_client_that_reads_nothing_is_ended_and_costs_neither_memory_nor_the_run_nor_other_clients()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var ticket = await server.AskAsync("/api/backups");
        using var slow = await FollowWithoutReadingAsync(server, ticket.Events);
        await using var stream = await server.Http.GetStreamAsync(ticket.Events, TestContext.Current.CancellationToken);
        await using var other = RunEvents.Parse(stream)
            .EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await ReadToAsync(other, item => item.EventType == "state");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var told = 0; told < Events; told += Batch)
        {
            RunEvents.Tell(server, ticket.RunId, told + 1, Batch, EventCharacters);
            await ReadToAsync(other, item => item.Data.Progress?.Sequence == told + Batch);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MemoryOfOneClient);
        Assert.InRange(await ReadToEndAsync(slow), 1, (long)Events * EventCharacters);
        Assert.False((await server.GetAsync<RunDocument>(ticket.Run)).HasEnded);
        Sandbox.Faults.Clear();
        Assert.Equal("completed", (await ReadToAsync(other, item => item.Data.HasEnded)).EventType);
    }

    [Fact]
    public async Task A_client_that_reads_on_before_long_has_missed_nothing()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var ticket = await server.AskAsync("/api/backups");
        await using var stream = await server.Http.GetStreamAsync(ticket.Events, TestContext.Current.CancellationToken);

        RunEvents.Tell(server, ticket.RunId, 1_000, Batch);
        Sandbox.Faults.Clear();
        await server.EndOfAsync(ticket.RunId);

        var told = new List<long>();
        SseItem<RunDocument> last = default;
        await foreach (var item in RunEvents.Parse(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            last = item;
            if (item.Data.Progress is { Sequence: >= 1_000 } progress && item.EventType == "progress") told.Add(progress.Sequence);
        }

        Assert.Equal(Enumerable.Range(1_000, Batch).Select(sequence => (long)sequence), told);
        Assert.Equal("completed", last.EventType);
    }

    [Fact]
    public async Task As_many_follow_as_are_allowed_and_the_next_when_one_has_gone()
    {
        var server = await StartAsync();
        var streams = new Stack<Stream>();
        for (var i = 0; i < OpenStreams.Most; i++)
            streams.Push(await server.Http.GetStreamAsync("/api/runs/events", TestContext.Current.CancellationToken));

        var problem = await RunningServer.ProblemAsync(server.Http.GetAsync("/api/runs/events", TestContext.Current.CancellationToken));
        await streams.Pop().DisposeAsync();

        Assert.Equal((503, "busy"), (problem.Status, problem.Code));
        await TestKit.Eventually.HoldsAsync(
            async () =>
            {
                var answer = await server.Http.GetAsync(
                    "/api/runs/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                streams.Push(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
                return answer.IsSuccessStatusCode;
            },
            RunningServer.Limit);
        while (streams.TryPop(out var stream)) await stream.DisposeAsync();
    }

    private static async Task<TcpClient> FollowWithoutReadingAsync(RunningServer server, string path)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), TestContext.Current.CancellationToken);

        // The first byte is there when the server has begun to listen for this client.
        Assert.Equal(1, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        return client;
    }

    private static async Task<long> ReadToEndAsync(TcpClient client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningServer.Limit);
        var (buffer, length) = (new byte[64 * 1024], 0L);
        try
        {
            while (await client.GetStream().ReadAsync(buffer, limit.Token) is > 0 and var read) length += read;
        }
        catch (IOException)
        {
            // Cut rather than ended.
        }

        return length;
    }

    private static async Task<SseItem<RunDocument>> ReadToAsync(IAsyncEnumerator<SseItem<RunDocument>> events, Func<SseItem<RunDocument>, bool> wanted)
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(RunningServer.Limit, TestContext.Current.CancellationToken))
            if (wanted(events.Current)) return events.Current;
        throw new InvalidOperationException("The stream has ended.");
    }
}
