using System.IO.Pipelines;
using System.Net.Sockets;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>A client's connection from its first byte to its last.</summary>
/// <param name="database">What it is a connection to.</param>
/// <param name="socket">Owned.</param>
/// <param name="id">What the client is told that it is called.</param>
/// <param name="restart">Begins a restart of the server, when a fault says so; called before this connection is closed.</param>
internal sealed class Connection(SandboxDatabase database, Socket socket, string id, Func<Task> restart)
{
    private const int MaxMessageSize = 512 * 1024 * 1024;
    private const string UnknownError = "Neo.DatabaseError.General.UnknownError";

    /// <summary>Serves the client. That a client goes away, however it does so, is no fault of the server's.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            try
            {
                await ServeAsync(input, output, cancellationToken);
            }
            finally
            {
                // This sends what is left, and the client may have gone meanwhile.
                await input.CompleteAsync();
                await output.CompleteAsync();
            }
        }
        catch (Exception e) when (EndsConnection(e))
        {
            // The client has left, speaks no Bolt or is to be cut off: all that remains is to close its connection.
        }
    }

    private async Task ServeAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        if (await Handshake.AgreeAsync(input, output, cancellationToken) is not { } version) return;
        var responses = new Responses(output, version);
        var session = new Session(database, new ChunkedMessageReader(input, MaxMessageSize), responses, version, id);
        try
        {
            await session.ServeAsync(cancellationToken);
        }
        catch (ConnectionCutException e) when (e.RestartsServer)
        {
            await restart();
            throw;
        }
        catch (Exception e) when (!EndsConnection(e))
        {
            // The sandbox's own mistake: the client learns of it instead of waiting for an answer.
            responses.Failure(UnknownError, $"The sandbox failed: {e}");
            await responses.FlushAsync(cancellationToken);
        }
    }

    private static bool EndsConnection(Exception e) =>
        e is BoltException or IOException or SocketException or OperationCanceledException or ConnectionCutException;
}
