using Store.Contracts.Devices;

namespace Store.Devices.Audit;

/// <summary>Answers <see cref="NoteRefusal"/>. A page that tries again and again fills no disk: each kind is noted once a minute.</summary>
internal static class AnswerNoteRefusal
{
    internal sealed class Handler(DeviceAudit audit, TimeProvider clock) : IRequestHandler<NoteRefusal, bool>
    {
        private static readonly Lock Gate = new();
        private static readonly Dictionary<string, DateTime> Noted = new(StringComparer.Ordinal);

        public Task<bool> Handle(NoteRefusal refusal, CancellationToken cancellationToken)
        {
            var from = refusal.From.Length > 200 ? refusal.From[..200] : refusal.From;
            lock (Gate)
            {
                var now = clock.UtcNow();
                if (Noted.TryGetValue(refusal.Code + from, out var before) && (now - before).Duration() < TimeSpan.FromMinutes(1))
                    return Task.FromResult(false);
                if (Noted.Count > 1000)
                    Noted.Clear();
                Noted[refusal.Code + from] = now;
            }

            audit.Note("refused", from, new { refusal.Code, refusal.Path });
            return Task.FromResult(true);
        }
    }
}
