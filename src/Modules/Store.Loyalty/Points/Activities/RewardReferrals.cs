using System.Globalization;
using Store.Contracts.Members;

namespace Store.Loyalty.Points.Activities;

/// <summary>Who brought a new member gets the points that the chain gives for it, once for each who came, however often it is written down.</summary>
internal static class RewardReferrals
{
    internal sealed class Handler(ActivityPoints points, IMediator mediator, TimeProvider clock) : INotificationHandler<MemberReferred>
    {
        public async Task Handle(MemberReferred notification, CancellationToken cancellationToken)
        {
            var types = await points.On(ActivityOccasion.Referral, cancellationToken);
            if (types.Count == 0 || await PointsMoments.At(mediator, notification.HomeStoreId, clock.UtcNow(), cancellationToken) is not { } at)
                return;
            if ((await mediator.Send(new GetStanding(at.StoreId, notification.ReferrerId, []), cancellationToken)).MemberId is not { } referrer)
                return;
            var source = string.Create(CultureInfo.InvariantCulture, $"referral {notification.MemberId}");
            foreach (var type in types)
            {
                if ((await points.Had(type.ActivityTypeId, [source], cancellationToken)).Count == 0)
                    await points.Award(type, source, referrer, at, cancellationToken);
            }
        }
    }
}
