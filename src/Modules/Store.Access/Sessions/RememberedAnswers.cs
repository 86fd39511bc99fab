using System.Collections.Concurrent;
using Store.Contracts.Access;

namespace Store.Access.Sessions;

/// <summary>
/// Who a token stands for, remembered for a few seconds so that a busy till costs no statement per request. What is changed on this host is forgotten at its
/// commit; another host learns of it when its own answer has grown old.
/// </summary>
internal sealed class RememberedAnswers
{
    private const int AtMost = 10_000;

    private static readonly TimeSpan Term = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Answer> answers = new(StringComparer.Ordinal);
    private int changes;

    /// <summary>How often something has been forgotten. An answer read before the latest time is not kept.</summary>
    public int Changes => Volatile.Read(ref changes);

    public SignedIn? Find(string tokenHash, DateTime now) =>
        answers.TryGetValue(tokenHash, out var answer) && answer.Until > now ? answer.Person : null;

    /// <param name="tokenHash">The token.</param>
    /// <param name="person">Who it stands for.</param>
    /// <param name="now">When that was read.</param>
    /// <param name="expiresAt">When the token ends.</param>
    /// <param name="changesBefore">What <see cref="Changes"/> was before the answer was read.</param>
    public void Keep(string tokenHash, SignedIn person, DateTime now, DateTime? expiresAt, int changesBefore)
    {
        if (answers.Count >= AtMost)
            answers.Clear();
        var until = now + Term;
        answers[tokenHash] = new Answer(person, expiresAt < until ? expiresAt.Value : until);

        // Looked at after the answer was put in, so that whoever forgets in this very moment finds it there.
        if (Changes != changesBefore)
            answers.TryRemove(tokenHash, out _);
    }

    public void Forget(string tokenHash)
    {
        Interlocked.Increment(ref changes);
        answers.TryRemove(tokenHash, out _);
    }

    /// <summary>Forgets every token of an account, or an API key.</summary>
    public void ForgetUser(long userId)
    {
        Interlocked.Increment(ref changes);
        foreach (var (tokenHash, answer) in answers)
        {
            if (answer.Person.UserId == userId)
                answers.TryRemove(tokenHash, out _);
        }
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        answers.Clear();
    }

    private sealed record Answer(SignedIn Person, DateTime Until);
}
